version 1.1

workflow w {
  Int a = 9223372036854775808
  Int b = -9223372036854775809
  Int c = 089
  Int d = 0xfg
  Float e = 1e999
  Int f = 1k
  meta { a: 99999999999999999999, b: 1e999 }
}
