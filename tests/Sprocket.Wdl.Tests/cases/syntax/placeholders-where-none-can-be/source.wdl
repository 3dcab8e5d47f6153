version 1.1

import "~{base}/a.wdl"

workflow w {
  String a = "~{sep="~{a}" b}"
  Object c = object { "~{a}": 1 }
  meta { a: "~{a literal}" }
}
