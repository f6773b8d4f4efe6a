# from: JavaScript: sizes and offsets that go negative
# after: an error of the host's language
# must: contained
# The file of an Unpickler uses the Unpickler, so that its data is another when the file answers.
import io
import pickle

data = pickle.dumps([1, 2, 3, 'x' * 50, b'y' * 300, {'a': 1}], 4)
for when in range(1, 14):
    for times in (1, 2, 100):

        class File:
            def __init__(self):
                self.stream = io.BytesIO(data * 5)
                self.reads = 0

            def read(self, n):
                self.reads += 1
                if self.reads == when:
                    for _ in range(times):
                        try:
                            unpickler.load()
                        except Exception:
                            pass
                return self.stream.read(n)

            def readline(self):
                return self.stream.readline()

        unpickler = pickle.Unpickler(File())
        for _ in range(6):
            try:
                unpickler.load()
            except Exception:
                pass
print('done')
