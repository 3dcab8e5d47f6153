version 1.1

workflow w {
  call
  call a.
  call b as { input: x = 1 }
  call c as d as e
  call f { input: x = , y = 2, z = [1, }
  call g { input: 1 = 2, y }
  call h { x = 1 }
  call i
  call j { input: k.x = 1, y = 2 }
}
