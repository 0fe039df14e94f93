"""Computes the neuron of media/lessons/neuron.ts and its grads, and draws it. Usage: neuron.py OUT.svg"""

import subprocess
import sys

from value import Value, sort

try:
    import graphviz
except ImportError:
    graphviz = None


def neuron():
    x1, x2 = Value(2.0, label="x1"), Value(0.0, label="x2")
    w1, w2 = Value(-3.0, label="w1"), Value(1.0, label="w2")
    b = Value(6.8813735870195432, label="b")
    x1w1 = named(x1 * w1, "x1w1")
    x2w2 = named(x2 * w2, "x2w2")
    x1w1x2w2 = named(x1w1 + x2w2, "x1w1x2w2")
    n = named(x1w1x2w2 + b, "n")
    o = named(n.tanh(), "o")
    o.backward()
    return o


def named(value, label):
    value.label = label
    return value


def statements(root):
    """The graph in dot's language: a record for each value, an ellipse for each op."""
    for value in sort(root):
        name = f"v{id(value)}"
        yield f'{name} [shape=record, label="{{ {value.label} | data {value.data:.4f} | grad {value.grad:.4f} }}"]'
        if value.op:
            yield f'{name}op [label="{value.op}"]'
            yield f"{name}op -> {name}"
        for child in value.children:
            yield f"v{id(child)} -> {name}op"


def draw(root):
    source = "digraph {\nrankdir=LR\n" + "\n".join(statements(root)) + "\n}\n"
    if graphviz is not None:
        return graphviz.Source(source).pipe(format="svg")
    return subprocess.run(["dot", "-Tsvg"], input=source.encode(), stdout=subprocess.PIPE, check=True).stdout


with open(sys.argv[1], "wb") as out:
    out.write(draw(neuron()))
