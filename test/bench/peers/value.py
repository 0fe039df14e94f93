"""A scalar that remembers how it was computed, in the style of micrograd: one object and one closure a node."""

import math


class Value:
    def __init__(self, data, children=(), op="", label=""):
        self.data = data
        self.grad = 0.0
        self.children = children
        self.op = op
        self.label = label
        self.propagate = None

    def __add__(self, other):
        out = Value(self.data + other.data, (self, other), "+")

        def propagate():
            self.grad += out.grad
            other.grad += out.grad

        out.propagate = propagate
        return out

    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other), "*")

        def propagate():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.propagate = propagate
        return out

    def tanh(self):
        t = math.tanh(self.data)
        out = Value(t, (self,), "tanh")

        def propagate():
            self.grad += (1 - t * t) * out.grad

        out.propagate = propagate
        return out

    def backward(self):
        self.grad = 1.0
        for node in reversed(sort(self)):
            if node.propagate is not None:
                node.propagate()


def sort(root):
    """All that the root depends on, inputs first; with a stack of its own, for Python's ends at a thousand calls."""
    order = []
    seen = {root}
    stack = [(root, iter(root.children))]
    while stack:
        node, children = stack[-1]
        for child in children:
            if child not in seen:
                seen.add(child)
                stack.append((child, iter(child.children)))
                break
        else:
            order.append(node)
            stack.pop()
    return order
