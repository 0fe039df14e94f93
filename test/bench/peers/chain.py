"""A chain of nodes, forward and backward; prints the grad of b. Usage: chain.py NODES [--no-gc]"""

import gc
import os
import sys

from value import Value, sort

if "--no-gc" in sys.argv:
    gc.disable()
a = Value(0.999999)
b = Value(0.000001)
x = Value(2.0)
for _ in range(int(sys.argv[1]) // 2):
    x = x * a + b
x.backward(sort)
print(b.grad, flush=True)
# Taking a million objects apart one inside the other may end the process by its stack; nothing is left to do.
os._exit(0)
