"""placeholder"""
from service.reading.extracted import Extracted
def read_odt(data: bytes) -> Extracted:
    raise NotImplementedError
