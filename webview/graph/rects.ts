/** Many rectangles for a canvas. */

/** Boxes of one colour. Painting each takes a fraction of the time that a path of all of them takes. */
export class Rects {
  private readonly sides: number[] = [];

  rect(x: number, y: number, width: number, height: number): void {
    this.sides.push(x, y, width, height);
  }

  fill(context: CanvasRenderingContext2D, colour: string): void {
    const { sides } = this;
    context.fillStyle = colour;
    for (let i = 0; i < sides.length; i += 4) context.fillRect(sides[i], sides[i + 1], sides[i + 2], sides[i + 3]);
  }

  stroke(context: CanvasRenderingContext2D, colour: string): void {
    const { sides } = this;
    context.strokeStyle = colour;
    for (let i = 0; i < sides.length; i += 4) context.strokeRect(sides[i], sides[i + 1], sides[i + 2], sides[i + 3]);
  }
}
