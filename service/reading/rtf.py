"""placeholder"""
from service.reading.extracted import Extracted
def read_rtf(data: bytes) -> Extracted:
    raise NotImplementedError
