# An enumeration with many members.
import enum

enum.Enum('E', [f'm{i}' for i in range(10**6)])
