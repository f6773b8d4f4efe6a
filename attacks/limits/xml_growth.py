# A document without an end.
import xml.etree.ElementTree as ET

parser = ET.XMLPullParser()
while True:
    parser.feed('<a>text' * 100)
