"""Trains a network of micrograd-style values, as train.ts does. Usage: train.py NETWORK STEPS [--no-gc]; prints JSON."""

import gc
import json
import sys
import time

from value import Value

NETWORKS = {"small": ([3, 4, 4, 1], 4), "large": ([2, 16, 16, 1], 100)}
RATE = 0.0005


def numbers():
    """The same numbers as in train.ts."""
    state = 42
    while True:
        state = (state * 1103515245 + 12345) % 2147483648
        yield state / 2147483648 * 2 - 1


def neuron(w, b, x):
    return sum((weight * each for weight, each in zip(w, x)), b).tanh()


def step(layers, parameters, xs, ys):
    errors = []
    for x, y in zip(xs, ys):
        values = x
        for layer in layers:
            values = [neuron(w, b, values) for w, b in layer]
        errors.append(values[0] - y)
    squares = [error * error for error in errors]
    loss = sum(squares[1:], squares[0])
    for p in parameters:
        p.grad = 0
    loss.backward()
    for p in parameters:
        p.data -= RATE * p.grad
    return loss.data


def main():
    if "--no-gc" in sys.argv:
        gc.disable()
    (sizes, samples), steps = NETWORKS[sys.argv[1]], int(sys.argv[2])
    draw = numbers()
    layers = [
        [([Value(next(draw)) for _ in range(inputs)], Value(next(draw))) for _ in range(size)]
        for inputs, size in zip(sizes, sizes[1:])
    ]
    parameters = [p for layer in layers for w, b in layer for p in (*w, b)]
    xs = [[next(draw) for _ in range(sizes[0])] for _ in range(samples)]
    ys = [1 if x[0] * x[1] > 0 else -1 for x in xs]
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        loss = step(layers, parameters, xs, ys)
        times.append(1000 * (time.perf_counter() - start))
    late = sorted(times[steps // 2 :])
    print(json.dumps({"ms": late[len(late) // 2], "loss": loss}))


main()
