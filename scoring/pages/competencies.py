"""The names of the competencies the courses give evidence of.

They stay Indonesian in every language: a framework names them so.
"""

__all__ = ["COMPETENCIES"]

COMPETENCIES = {
    "M.05": "Pelayanan Publik",
    "T.DIG.01": "Kecakapan informasi dan data",
    "T.DIG.02": "Budaya dan etika digital",
    "T.DIG.03": "Keamanan digital dan pelindungan data pribadi",
    "T.DIG.04": "Layanan publik digital",
    "T.PAR.01": "Nilai dan pelestarian warisan dunia Ombilin",
    "T.PAR.02": "Pelayanan wisatawan dan Sapta Pesona",
    "T.PAR.03": "Pengelolaan destinasi berkelanjutan",
    "T.PAR.04": "Membaca data kunjungan",
}
