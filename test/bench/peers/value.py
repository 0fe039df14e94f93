"""A scalar that remembers how it was computed, designed as micrograd's is: an object, a set of inputs and a closure a node,
plain numbers made into values, operators that also work from the right, a recursive sort before the backward pass."""

import math


class Value:
    def __init__(self, data, children=(), op="", label=""):
        self.data = data
        self.grad = 0
        self.propagate = lambda: None
        self.children = set(children)
        self.op = op
        self.label = label

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def propagate():
            self.grad += out.grad
            other.grad += out.grad

        out.propagate = propagate
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def propagate():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.propagate = propagate
        return out

    def __pow__(self, exponent):
        assert isinstance(exponent, (int, float)), "the exponent is a plain number"
        out = Value(self.data**exponent, (self,), f"**{exponent}")

        def propagate():
            self.grad += exponent * self.data ** (exponent - 1) * out.grad

        out.propagate = propagate
        return out

    def tanh(self):
        t = math.tanh(self.data)
        out = Value(t, (self,), "tanh")

        def propagate():
            self.grad += (1 - t * t) * out.grad

        out.propagate = propagate
        return out

    def backward(self, sort=None):
        order = (sort or sort_by_recursion)(self)
        self.grad = 1
        for node in reversed(order):
            node.propagate()

    def __neg__(self):
        return self * -1

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return other + (-self)

    def __rmul__(self, other):
        return self * other


def sort_by_recursion(root):
    """All that the root depends on, inputs first."""
    order = []
    seen = set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for child in node.children:
                visit(child)
            order.append(node)

    visit(root)
    return order


def sort(root):
    """The same with a stack of its own, for Python's ends at a thousand calls."""
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
