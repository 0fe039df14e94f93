"""Trains tensors with PyTorch on one thread; prints milliseconds a step. Usage: tensors.py EMBEDDING HIDDEN BATCH MS;
0 0 0 for the tiny ones. The numbers are those of tensors/workloads.ts."""

import json
import sys
import time

import torch
import torch.nn.functional as F

VOCABULARY = 27
CONTEXT = 3
RATE = 0.1
CHECKED = 20
BATCH_MS = 10

torch.set_num_threads(1)
state = 42


def number():
    global state
    state = state * 16807 % 2147483647
    return state / 2147483647 * 2 - 1


def character():
    return int((number() + 1) / 2 * VOCABULARY)


def parameter(scale, *shape):
    count = torch.Size(shape).numel()
    return torch.tensor([scale * number() for _ in range(count)]).view(shape).requires_grad_()


def characters(embedding, hidden, batch):
    C = parameter(1, VOCABULARY, embedding)
    W1 = parameter(0.3, CONTEXT * embedding, hidden)
    b1 = parameter(0.1, hidden)
    W2 = parameter(0.1, hidden, VOCABULARY)
    b2 = parameter(0, VOCABULARY)
    parameters = [C, W1, b1, W2, b2]
    x = torch.tensor([character() for _ in range(batch * CONTEXT)]).view(batch, CONTEXT)
    y = torch.tensor([character() for _ in range(batch)])

    def step():
        h = torch.tanh(C[x].view(-1, CONTEXT * embedding) @ W1 + b1)
        loss = F.cross_entropy(h @ W2 + b2, y)
        for p in parameters:
            p.grad = None
        loss.backward()
        for p in parameters:
            p.data += -RATE * p.grad
        return loss

    return step


def tiny():
    w = parameter(1, 5, 3)
    b = parameter(1, 3)
    x = torch.ones(5)
    y = torch.ones(3)

    def step():
        loss = F.binary_cross_entropy_with_logits(torch.matmul(x, w) + b, y)
        loss.backward()
        return loss

    return step


def time_of(step, count):
    start = time.perf_counter()
    for _ in range(count):
        step()
    return (time.perf_counter() - start) * 1000


embedding, hidden, batch, duration = (int(each) for each in sys.argv[1:5])
step = characters(embedding, hidden, batch) if batch else tiny()
for _ in range(CHECKED - 1):
    step()
loss = step().item()
count, ms = 1, 0
while ms < BATCH_MS:
    ms = time_of(step, 2 * count)
    count *= 2
batches = []
end = time.perf_counter() + duration / 1000
while time.perf_counter() < end:
    batches.append(time_of(step, count) / count)
batches.sort()
print(json.dumps({"ms": batches[len(batches) // 2], "loss": loss}))
