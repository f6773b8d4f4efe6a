class Config:
    scale = 2
    handler = lambda self, x: x.missing_attribute

    def __init__(self):
        self.value = self.handler(3)


Config()
