/** How the fields of a run spec travel. Generated from src/spec/fields.ts and the contract. */
export const SPEC_FIELDS = [
  {
    "name": "dataset",
    "kind": "value",
    "wire": "dataset",
    "zero": ""
  },
  {
    "name": "seed",
    "kind": "value",
    "wire": "seed",
    "zero": 0
  },
  {
    "name": "base_size",
    "kind": "value",
    "wire": "baseSize"
  },
  {
    "name": "side_multiple",
    "kind": "value",
    "wire": "sideMultiple",
    "explicit": true,
    "since": 2,
    "otherwise": 1
  },
  {
    "name": "schedule",
    "kind": "message",
    "wire": "schedule",
    "fields": [
      {
        "name": "preset",
        "kind": "value",
        "wire": "preset"
      },
      {
        "name": "stages",
        "kind": "messages",
        "wire": "stages",
        "fields": [
          {
            "name": "until",
            "kind": "value",
            "wire": "until",
            "zero": 0
          },
          {
            "name": "bandwidth",
            "kind": "value",
            "wire": "bandwidth",
            "zero": 0
          },
          {
            "name": "global_batch",
            "kind": "value",
            "wire": "globalBatch"
          },
          {
            "name": "randaugment",
            "kind": "value",
            "wire": "randaugment"
          },
          {
            "name": "erasing_probability",
            "kind": "strength",
            "wire": "erasingProbability"
          },
          {
            "name": "mixup_alpha",
            "kind": "strength",
            "wire": "mixupAlpha"
          },
          {
            "name": "cutmix_alpha",
            "kind": "strength",
            "wire": "cutmixAlpha"
          },
          {
            "name": "magnitude",
            "kind": "strength",
            "wire": "magnitude"
          },
          {
            "name": "micro_batch",
            "kind": "value",
            "wire": "microBatch"
          },
          {
            "name": "accumulation",
            "kind": "value",
            "wire": "accumulation"
          },
          {
            "name": "replay",
            "kind": "message",
            "wire": "replay",
            "fields": [
              {
                "name": "times",
                "kind": "value",
                "wire": "times",
                "zero": 0
              },
              {
                "name": "size",
                "kind": "value",
                "wire": "size",
                "zero": 0
              },
              {
                "name": "split",
                "kind": "value",
                "wire": "split"
              }
            ]
          }
        ]
      },
      {
        "name": "reference_size",
        "kind": "value",
        "wire": "referenceSize"
      }
    ]
  },
  {
    "name": "equivalent_epochs",
    "kind": "value",
    "wire": "equivalentEpochs"
  },
  {
    "name": "budget",
    "kind": "message",
    "wire": "budget",
    "fields": [
      {
        "name": "equivalent_epochs",
        "kind": "value",
        "wire": "equivalentEpochs",
        "explicit": true
      },
      {
        "name": "samples",
        "kind": "value",
        "wire": "samples",
        "explicit": true
      },
      {
        "name": "steps",
        "kind": "value",
        "wire": "steps",
        "explicit": true
      },
      {
        "name": "flops",
        "kind": "value",
        "wire": "flops",
        "explicit": true
      },
      {
        "name": "wall_hours",
        "kind": "value",
        "wire": "wallHours",
        "explicit": true
      },
      {
        "name": "accelerator_hours",
        "kind": "value",
        "wire": "acceleratorHours",
        "explicit": true
      },
      {
        "name": "flops_per_image",
        "kind": "value_or_table",
        "wire": "flopsAtBaseSize",
        "table": "flopsBySide",
        "explicit": true
      }
    ]
  },
  {
    "name": "cost",
    "kind": "word_or_table",
    "wire": "cost",
    "table": "costBySide",
    "enum": "CostKind",
    "words": [
      "quadratic",
      "measured"
    ]
  },
  {
    "name": "global_batch",
    "kind": "value",
    "wire": "globalBatch"
  },
  {
    "name": "world_size",
    "kind": "value",
    "wire": "worldSize"
  },
  {
    "name": "base_micro_batch",
    "kind": "value",
    "wire": "baseMicroBatch"
  },
  {
    "name": "dtype",
    "kind": "word",
    "wire": "dtype",
    "enum": "Dtype",
    "words": [
      "uint8",
      "float32"
    ]
  },
  {
    "name": "fidelity",
    "kind": "word",
    "wire": "fidelity",
    "enum": "Fidelity",
    "words": [
      "exact",
      "matched"
    ]
  },
  {
    "name": "working_sides",
    "kind": "table",
    "wire": "workingSides"
  },
  {
    "name": "low_frequency",
    "kind": "word",
    "wire": "lowFrequency",
    "enum": "LowFrequency",
    "words": [
      "spectral",
      "lanczos"
    ]
  },
  {
    "name": "crop",
    "kind": "word",
    "wire": "crop",
    "enum": "CropPlace",
    "words": [
      "server",
      "client"
    ]
  },
  {
    "name": "outputs",
    "kind": "values",
    "wire": "outputs",
    "since": 2,
    "otherwise": [
      "images"
    ]
  },
  {
    "name": "interpolation",
    "kind": "word",
    "wire": "interpolation",
    "enum": "Interpolation",
    "words": [
      "bicubic",
      "bilinear",
      "lanczos",
      "box",
      "random"
    ]
  },
  {
    "name": "crop_scale",
    "kind": "values",
    "wire": "cropScale"
  },
  {
    "name": "crop_ratio",
    "kind": "values",
    "wire": "cropRatio"
  },
  {
    "name": "horizontal_flip",
    "kind": "value",
    "wire": "horizontalFlip",
    "explicit": true
  },
  {
    "name": "randaugment",
    "kind": "value",
    "wire": "randaugment"
  },
  {
    "name": "augment_interpolation",
    "kind": "value",
    "wire": "augmentInterpolation"
  },
  {
    "name": "color_jitter",
    "kind": "values",
    "wire": "colorJitter",
    "single": true
  },
  {
    "name": "grayscale",
    "kind": "value",
    "wire": "grayscale",
    "explicit": true,
    "zero": 0,
    "since": 2,
    "otherwise": 0
  },
  {
    "name": "gaussian_blur",
    "kind": "value",
    "wire": "gaussianBlur",
    "explicit": true,
    "zero": 0,
    "since": 2,
    "otherwise": 0
  },
  {
    "name": "erasing",
    "kind": "message",
    "wire": "erasing",
    "fields": [
      {
        "name": "probability",
        "kind": "value",
        "wire": "probability",
        "explicit": true
      },
      {
        "name": "mode",
        "kind": "word",
        "wire": "mode",
        "enum": "ErasingMode",
        "words": [
          "const",
          "rand",
          "pixel"
        ]
      },
      {
        "name": "count",
        "kind": "values",
        "wire": "count"
      },
      {
        "name": "area",
        "kind": "values",
        "wire": "area"
      },
      {
        "name": "ratio",
        "kind": "values",
        "wire": "ratio"
      }
    ]
  },
  {
    "name": "mixing",
    "kind": "message",
    "wire": "mixing",
    "fields": [
      {
        "name": "where",
        "kind": "word",
        "wire": "where",
        "enum": "MixingPlace",
        "words": [
          "server",
          "client"
        ]
      },
      {
        "name": "mode",
        "kind": "word",
        "wire": "mode",
        "enum": "MixingMode",
        "words": [
          "batch",
          "pair",
          "elem"
        ]
      },
      {
        "name": "mixup_alpha",
        "kind": "value",
        "wire": "mixupAlpha",
        "explicit": true
      },
      {
        "name": "cutmix_alpha",
        "kind": "value",
        "wire": "cutmixAlpha",
        "explicit": true
      },
      {
        "name": "cutmix_minmax",
        "kind": "values",
        "wire": "cutmixMinmax"
      },
      {
        "name": "probability",
        "kind": "value",
        "wire": "probability",
        "explicit": true
      },
      {
        "name": "switch_probability",
        "kind": "value",
        "wire": "switchProbability",
        "explicit": true
      },
      {
        "name": "correct_lambda",
        "kind": "value",
        "wire": "correctLambda",
        "explicit": true
      },
      {
        "name": "label_smoothing",
        "kind": "value",
        "wire": "labelSmoothing",
        "explicit": true
      }
    ]
  },
  {
    "name": "mean",
    "kind": "values",
    "wire": "mean"
  },
  {
    "name": "std",
    "kind": "values",
    "wire": "std"
  },
  {
    "name": "validation",
    "kind": "message",
    "wire": "validation",
    "fields": [
      {
        "name": "dataset",
        "kind": "value",
        "wire": "dataset",
        "zero": ""
      },
      {
        "name": "global_batch",
        "kind": "value",
        "wire": "globalBatch"
      },
      {
        "name": "crop_pct",
        "kind": "value",
        "wire": "cropPct",
        "explicit": true
      },
      {
        "name": "interpolation",
        "kind": "word",
        "wire": "interpolation",
        "enum": "Interpolation",
        "words": [
          "bicubic",
          "bilinear",
          "lanczos",
          "box"
        ]
      }
    ]
  },
  {
    "name": "max_bad_samples",
    "kind": "value",
    "wire": "maxBadSamples",
    "explicit": true
  }
];
