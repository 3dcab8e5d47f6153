import "a.wdl"
version 1.1
