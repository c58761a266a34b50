;; Inner products of one query with many rows of codes: exact 32-bit integers, so that any order of additions
;; gives the same result as the plain loop in scan-js.ts.
;;
;; A row is $stride signed bytes, the query $stride signed 16-bit numbers; $stride is a multiple of 16, both
;; padded with zeros. The caller keeps |query| small enough for the sum to fit in 32 bits.
(module
  (memory (export "memory") 1 32768)

  (func $dot (param $row i32) (param $query i32) (param $end i32) (result i32)
    (local $codes v128)
    (local $low v128)
    (local $high v128)
    (loop $next
      (local.set $codes (v128.load (local.get $row)))
      (local.set $low
        (i32x4.add
          (local.get $low)
          (i32x4.dot_i16x8_s
            (i16x8.extend_low_i8x16_s (local.get $codes))
            (v128.load (local.get $query)))))
      (local.set $high
        (i32x4.add
          (local.get $high)
          (i32x4.dot_i16x8_s
            (i16x8.extend_high_i8x16_s (local.get $codes))
            (v128.load offset=16 (local.get $query)))))
      (local.set $query (i32.add (local.get $query) (i32.const 32)))
      (br_if $next
        (i32.lt_u
          (local.tee $row (i32.add (local.get $row) (i32.const 16)))
          (local.get $end))))
    (local.set $low (i32x4.add (local.get $low) (local.get $high)))
    (i32.add
      (i32.add
        (i32x4.extract_lane 0 (local.get $low))
        (i32x4.extract_lane 1 (local.get $low)))
      (i32.add
        (i32x4.extract_lane 2 (local.get $low))
        (i32x4.extract_lane 3 (local.get $low)))))

  ;; out[i] = query · row i for the $count rows that begin at $rows; $count is 1 or more.
  (func (export "scan") (param $rows i32) (param $count i32) (param $stride i32) (param $query i32) (param $out i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $rows) (i32.mul (local.get $count) (local.get $stride))))
    (loop $next
      (i32.store
        (local.get $out)
        (call $dot (local.get $rows) (local.get $query) (i32.add (local.get $rows) (local.get $stride))))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (br_if $next
        (i32.lt_u
          (local.tee $rows (i32.add (local.get $rows) (local.get $stride)))
          (local.get $end)))))

  ;; out[i] = query · row list[i], rows counted from $rows; $count is 1 or more.
  (func (export "gather")
    (param $rows i32) (param $list i32) (param $count i32) (param $stride i32) (param $query i32) (param $out i32)
    (local $row i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $list) (i32.mul (local.get $count) (i32.const 4))))
    (loop $next
      (local.set $row
        (i32.add (local.get $rows) (i32.mul (i32.load (local.get $list)) (local.get $stride))))
      (i32.store
        (local.get $out)
        (call $dot (local.get $row) (local.get $query) (i32.add (local.get $row) (local.get $stride))))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (br_if $next
        (i32.lt_u
          (local.tee $list (i32.add (local.get $list) (i32.const 4)))
          (local.get $end))))))
