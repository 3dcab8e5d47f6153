version 1.1

import "a.wdl

workflow w {
  String a = "hello
  String b = 'it''s'
  String c = "~{a"
  String d = "~{"
  String e = "ok \
  String f = "fine"
}
