from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
class Square(Shape):
    def area(self): return 4
class Full(Square):
    name = 'full'
for cls in (Shape, Square, Full):
    try:
        print(cls().area())
    except TypeError as error:
        print(error)
Shape.register(int)
print(isinstance(3, Shape), issubclass(bool, Shape), issubclass(str, Shape))
