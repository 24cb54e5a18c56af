"""Pictures as bytes and as pixels: which formats are taken, decoding what strangers send, encoding what we hand
back.
"""
