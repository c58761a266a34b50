;; Pools the rows of a token table: out = unit(Σ scales[id] · rows[id]) over the ids, in float32.
;; `rows` is a row-major int8 table with `stride` columns, of which the first `dimension` (a multiple of 32) are used;
;; `scales` has a float32 for each row. All of them are byte addresses. A sum of zero stays zero.
(module
  (memory (import "env" "memory") 1 16384 shared)

  (func (export "pool")
    (param $rows i32) (param $scales i32) (param $stride i32) (param $dimension i32)
    (param $ids i32) (param $count i32) (param $out i32)
    (local $end i32) (local $column i32) (local $at i32) (local $id i32) (local $row i32)
    (local $scale v128) (local $bytes v128) (local $squares v128) (local $length f32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $e v128) (local $f v128) (local $g v128) (local $h v128)

    (local.set $end (i32.add (local.get $ids) (i32.shl (local.get $count) (i32.const 2))))

    ;; 32 columns at a time keep their sums in registers while the ids are walked.
    (loop $columns
      (local.set $a (v128.const i32x4 0 0 0 0)) (local.set $b (v128.const i32x4 0 0 0 0))
      (local.set $c (v128.const i32x4 0 0 0 0)) (local.set $d (v128.const i32x4 0 0 0 0))
      (local.set $e (v128.const i32x4 0 0 0 0)) (local.set $f (v128.const i32x4 0 0 0 0))
      (local.set $g (v128.const i32x4 0 0 0 0)) (local.set $h (v128.const i32x4 0 0 0 0))
      (local.set $at (local.get $ids))
      (block $walked
        (loop $walk
          (br_if $walked (i32.ge_u (local.get $at) (local.get $end)))
          (local.set $id (i32.load (local.get $at)))
          (local.set $row (i32.add (i32.add (local.get $rows) (local.get $column))
                                   (i32.mul (local.get $id) (local.get $stride))))
          (local.set $scale (v128.load32_splat (i32.add (local.get $scales) (i32.shl (local.get $id) (i32.const 2)))))

          (local.set $bytes (v128.load8x8_s (local.get $row)))
          (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $scale)
            (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $bytes))))))
          (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $scale)
            (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $bytes))))))
          (local.set $bytes (v128.load8x8_s offset=8 (local.get $row)))
          (local.set $c (f32x4.add (local.get $c) (f32x4.mul (local.get $scale)
            (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $bytes))))))
          (local.set $d (f32x4.add (local.get $d) (f32x4.mul (local.get $scale)
            (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $bytes))))))
          (local.set $bytes (v128.load8x8_s offset=16 (local.get $row)))
          (local.set $e (f32x4.add (local.get $e) (f32x4.mul (local.get $scale)
            (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $bytes))))))
          (local.set $f (f32x4.add (local.get $f) (f32x4.mul (local.get $scale)
            (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $bytes))))))
          (local.set $bytes (v128.load8x8_s offset=24 (local.get $row)))
          (local.set $g (f32x4.add (local.get $g) (f32x4.mul (local.get $scale)
            (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $bytes))))))
          (local.set $h (f32x4.add (local.get $h) (f32x4.mul (local.get $scale)
            (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $bytes))))))

          (local.set $at (i32.add (local.get $at) (i32.const 4)))
          (br $walk)))

      (local.set $row (i32.add (local.get $out) (i32.shl (local.get $column) (i32.const 2))))
      (v128.store (local.get $row) (local.get $a))
      (v128.store offset=16 (local.get $row) (local.get $b))
      (v128.store offset=32 (local.get $row) (local.get $c))
      (v128.store offset=48 (local.get $row) (local.get $d))
      (v128.store offset=64 (local.get $row) (local.get $e))
      (v128.store offset=80 (local.get $row) (local.get $f))
      (v128.store offset=96 (local.get $row) (local.get $g))
      (v128.store offset=112 (local.get $row) (local.get $h))

      (local.set $column (i32.add (local.get $column) (i32.const 32)))
      (br_if $columns (i32.lt_u (local.get $column) (local.get $dimension))))

    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $dimension) (i32.const 2))))
    (local.set $at (local.get $out))
    (loop $square
      (local.set $a (v128.load (local.get $at)))
      (local.set $squares (f32x4.add (local.get $squares) (f32x4.mul (local.get $a) (local.get $a))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $square (i32.lt_u (local.get $at) (local.get $end))))

    (local.set $length (f32.sqrt (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $squares)) (f32x4.extract_lane 1 (local.get $squares)))
      (f32.add (f32x4.extract_lane 2 (local.get $squares)) (f32x4.extract_lane 3 (local.get $squares))))))
    (if (f32.gt (local.get $length) (f32.const 0))
      (then
        (local.set $scale (f32x4.splat (f32.div (f32.const 1) (local.get $length))))
        (local.set $at (local.get $out))
        (loop $divide
          (v128.store (local.get $at) (f32x4.mul (v128.load (local.get $at)) (local.get $scale)))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $divide (i32.lt_u (local.get $at) (local.get $end))))))))
