/** How the fields of a run spec travel. Generated from src/spec/fields.ts and the contract. */
export const SPEC_FIELDS = [
  {
    "name": "dataset",
    "kind": "value",
    "wire": "dataset",
    "rule": {
      "type": "string"
    }
  },
  {
    "name": "datasets",
    "kind": "messages",
    "wire": "datasets",
    "since": 6,
    "fields": [
      {
        "name": "id",
        "kind": "value",
        "wire": "id",
        "required": true,
        "rule": {
          "type": "string"
        },
        "zero": ""
      },
      {
        "name": "weight",
        "kind": "value",
        "wire": "weight",
        "required": true,
        "rule": {
          "type": "number",
          "least": 0,
          "most": 1000000
        },
        "zero": 0
      },
      {
        "name": "shuffle",
        "kind": "message",
        "wire": "shuffle",
        "fields": [
          {
            "name": "scope",
            "kind": "word",
            "wire": "scope",
            "rule": {
              "type": "string",
              "words": [
                "global",
                "window"
              ]
            },
            "since": 6,
            "otherwise": "global",
            "enum": "ShuffleScope",
            "words": [
              "global",
              "window"
            ]
          },
          {
            "name": "shards",
            "kind": "value",
            "wire": "shards",
            "rule": {
              "type": "integer",
              "least": 1,
              "most": 1000000
            }
          }
        ]
      }
    ]
  },
  {
    "name": "labels",
    "kind": "word",
    "wire": "labels",
    "rule": {
      "type": "string",
      "words": [
        "by_name",
        "offset"
      ]
    },
    "enum": "LabelJoining",
    "words": [
      "by_name",
      "offset"
    ]
  },
  {
    "name": "seed",
    "kind": "value",
    "wire": "seed",
    "rule": {
      "type": "integer",
      "least": 0,
      "most": 9007199254740991
    },
    "zero": 0
  },
  {
    "name": "shuffle",
    "kind": "message",
    "wire": "shuffle",
    "fields": [
      {
        "name": "scope",
        "kind": "word",
        "wire": "scope",
        "rule": {
          "type": "string",
          "words": [
            "global",
            "window"
          ]
        },
        "since": 6,
        "otherwise": "global",
        "enum": "ShuffleScope",
        "words": [
          "global",
          "window"
        ]
      },
      {
        "name": "shards",
        "kind": "value",
        "wire": "shards",
        "rule": {
          "type": "integer",
          "least": 1,
          "most": 1000000
        }
      }
    ]
  },
  {
    "name": "base_size",
    "kind": "values",
    "wire": "baseSize",
    "rule": {
      "type": "integer",
      "least": 8,
      "most": 512
    },
    "entries": [
      2,
      2
    ],
    "single": true,
    "listSince": 4
  },
  {
    "name": "side_multiple",
    "kind": "value",
    "wire": "sideMultiple",
    "rule": {
      "type": "integer",
      "least": 1,
      "most": 512
    },
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
        "wire": "preset",
        "rule": {
          "type": "string",
          "words": [
            "efficienttrain",
            "efficienttrain++",
            "efficienttrain++deit",
            "efficienttrain++convnext",
            "constant"
          ]
        }
      },
      {
        "name": "stages",
        "kind": "messages",
        "wire": "stages",
        "entries": [
          1,
          1000
        ],
        "fields": [
          {
            "name": "until",
            "kind": "value",
            "wire": "until",
            "required": true,
            "rule": {
              "type": "number",
              "most": 1,
              "above": 0
            },
            "zero": 0
          },
          {
            "name": "bandwidth",
            "kind": "value",
            "wire": "bandwidth",
            "required": true,
            "rule": {
              "type": "integer",
              "least": 2,
              "most": 4294967295
            },
            "zero": 0
          },
          {
            "name": "global_batch",
            "kind": "value",
            "wire": "globalBatch",
            "rule": {
              "type": "integer",
              "least": 1,
              "most": 1048576
            }
          },
          {
            "name": "randaugment",
            "kind": "value",
            "wire": "randaugment",
            "rule": {
              "type": "string"
            }
          },
          {
            "name": "erasing_probability",
            "kind": "strength",
            "wire": "erasingProbability",
            "rule": {
              "type": "number",
              "least": 0,
              "most": 1
            }
          },
          {
            "name": "mixup_alpha",
            "kind": "strength",
            "wire": "mixupAlpha",
            "rule": {
              "type": "number",
              "least": 0,
              "most": 1000
            }
          },
          {
            "name": "cutmix_alpha",
            "kind": "strength",
            "wire": "cutmixAlpha",
            "rule": {
              "type": "number",
              "least": 0,
              "most": 1000
            }
          },
          {
            "name": "magnitude",
            "kind": "strength",
            "wire": "magnitude",
            "rule": {
              "type": "number",
              "least": 0,
              "most": 10
            }
          },
          {
            "name": "micro_batch",
            "kind": "value",
            "wire": "microBatch",
            "rule": {
              "type": "integer",
              "least": 1,
              "most": 1048576
            }
          },
          {
            "name": "accumulation",
            "kind": "value",
            "wire": "accumulation",
            "rule": {
              "type": "integer",
              "least": 1,
              "most": 65536
            }
          },
          {
            "name": "weights",
            "kind": "values",
            "wire": "weights",
            "rule": {
              "type": "number",
              "least": 0,
              "most": 1000000
            }
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
                "required": true,
                "rule": {
                  "type": "integer",
                  "least": 2,
                  "most": 64
                },
                "zero": 0
              },
              {
                "name": "size",
                "kind": "value",
                "wire": "size",
                "required": true,
                "rule": {
                  "type": "integer",
                  "least": 1,
                  "most": 100000
                },
                "zero": 0
              },
              {
                "name": "split",
                "kind": "value",
                "wire": "split",
                "rule": {
                  "type": "integer",
                  "least": 1,
                  "most": 4096
                }
              }
            ]
          }
        ]
      },
      {
        "name": "reference_size",
        "kind": "value",
        "wire": "referenceSize",
        "rule": {
          "type": "integer",
          "least": 8,
          "most": 8192
        }
      }
    ]
  },
  {
    "name": "equivalent_epochs",
    "kind": "value",
    "wire": "equivalentEpochs",
    "rule": {
      "type": "number",
      "most": 1000000,
      "above": 0
    }
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
        "rule": {
          "type": "number",
          "most": 1000000,
          "above": 0
        },
        "explicit": true
      },
      {
        "name": "samples",
        "kind": "value",
        "wire": "samples",
        "rule": {
          "type": "number",
          "most": 9007199254740991,
          "above": 0
        },
        "explicit": true
      },
      {
        "name": "steps",
        "kind": "value",
        "wire": "steps",
        "rule": {
          "type": "number",
          "most": 2147483647,
          "above": 0
        },
        "explicit": true
      },
      {
        "name": "flops",
        "kind": "value",
        "wire": "flops",
        "rule": {
          "type": "number",
          "most": 1e+30,
          "above": 0
        },
        "explicit": true
      },
      {
        "name": "wall_hours",
        "kind": "value",
        "wire": "wallHours",
        "rule": {
          "type": "number",
          "most": 1000000,
          "above": 0
        },
        "explicit": true
      },
      {
        "name": "accelerator_hours",
        "kind": "value",
        "wire": "acceleratorHours",
        "rule": {
          "type": "number",
          "most": 1000000,
          "above": 0
        },
        "explicit": true
      },
      {
        "name": "flops_per_image",
        "kind": "value_or_table",
        "wire": "flopsAtBaseSize",
        "rule": {
          "type": "number",
          "most": 1e+30,
          "above": 0
        },
        "table": "flopsBySide",
        "explicit": true
      }
    ]
  },
  {
    "name": "cost",
    "kind": "word_or_table",
    "wire": "cost",
    "rule": {
      "type": "string",
      "words": [
        "quadratic",
        "measured"
      ]
    },
    "tableRule": {
      "type": "number",
      "most": 1e+30,
      "above": 0
    },
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
    "wire": "globalBatch",
    "rule": {
      "type": "integer",
      "least": 1,
      "most": 1048576
    }
  },
  {
    "name": "world_size",
    "kind": "value",
    "wire": "worldSize",
    "rule": {
      "type": "integer",
      "least": 1,
      "most": 65536
    }
  },
  {
    "name": "base_micro_batch",
    "kind": "value",
    "wire": "baseMicroBatch",
    "rule": {
      "type": "integer",
      "least": 1,
      "most": 1048576
    }
  },
  {
    "name": "dtype",
    "kind": "word",
    "wire": "dtype",
    "rule": {
      "type": "string",
      "words": [
        "uint8",
        "float32"
      ]
    },
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
    "rule": {
      "type": "string",
      "words": [
        "exact",
        "matched"
      ]
    },
    "enum": "Fidelity",
    "words": [
      "exact",
      "matched"
    ]
  },
  {
    "name": "working_sides",
    "kind": "table",
    "wire": "workingSides",
    "rule": {
      "type": "integer",
      "least": 0,
      "most": 512
    }
  },
  {
    "name": "low_frequency",
    "kind": "word",
    "wire": "lowFrequency",
    "rule": {
      "type": "string",
      "words": [
        "spectral",
        "lanczos"
      ]
    },
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
    "rule": {
      "type": "string",
      "words": [
        "server",
        "client"
      ]
    },
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
    "rule": {
      "type": "string",
      "words": [
        "images",
        "crop_box"
      ]
    },
    "since": 2,
    "otherwise": [
      "images"
    ]
  },
  {
    "name": "interpolation",
    "kind": "word",
    "wire": "interpolation",
    "rule": {
      "type": "string",
      "words": [
        "bicubic",
        "bilinear",
        "lanczos",
        "box",
        "random"
      ]
    },
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
    "wire": "cropScale",
    "rule": {
      "type": "number",
      "above": 0
    },
    "entries": [
      2,
      2
    ]
  },
  {
    "name": "crop_ratio",
    "kind": "values",
    "wire": "cropRatio",
    "rule": {
      "type": "number",
      "above": 0
    },
    "entries": [
      2,
      2
    ]
  },
  {
    "name": "horizontal_flip",
    "kind": "value",
    "wire": "horizontalFlip",
    "rule": {
      "type": "number",
      "least": 0,
      "most": 1
    },
    "explicit": true
  },
  {
    "name": "vertical_flip",
    "kind": "value",
    "wire": "verticalFlip",
    "rule": {
      "type": "number",
      "least": 0,
      "most": 1
    },
    "explicit": true,
    "zero": 0,
    "since": 4,
    "otherwise": 0
  },
  {
    "name": "augmentation_repeats",
    "kind": "value",
    "wire": "augmentationRepeats",
    "rule": {
      "type": "integer",
      "least": 1,
      "most": 8
    },
    "explicit": true,
    "since": 4,
    "otherwise": 1
  },
  {
    "name": "randaugment",
    "kind": "value",
    "wire": "randaugment",
    "rule": {
      "type": "string"
    }
  },
  {
    "name": "augment_interpolation",
    "kind": "value",
    "wire": "augmentInterpolation",
    "rule": {
      "type": "string",
      "words": [
        "random",
        "nearest",
        "bilinear",
        "bicubic"
      ]
    }
  },
  {
    "name": "color_jitter",
    "kind": "values",
    "wire": "colorJitter",
    "rule": {
      "type": "number",
      "least": 0,
      "most": 10
    },
    "entries": [
      3,
      4
    ],
    "single": true
  },
  {
    "name": "grayscale",
    "kind": "value",
    "wire": "grayscale",
    "rule": {
      "type": "number",
      "least": 0,
      "most": 1
    },
    "explicit": true,
    "zero": 0,
    "since": 2,
    "otherwise": 0
  },
  {
    "name": "gaussian_blur",
    "kind": "value",
    "wire": "gaussianBlur",
    "rule": {
      "type": "number",
      "least": 0,
      "most": 1
    },
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
        "rule": {
          "type": "number",
          "least": 0,
          "most": 1
        },
        "explicit": true
      },
      {
        "name": "mode",
        "kind": "word",
        "wire": "mode",
        "rule": {
          "type": "string",
          "words": [
            "const",
            "rand",
            "pixel"
          ]
        },
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
        "wire": "count",
        "rule": {
          "type": "integer",
          "least": 1,
          "most": 100
        },
        "entries": [
          2,
          2
        ]
      },
      {
        "name": "area",
        "kind": "values",
        "wire": "area",
        "rule": {
          "type": "number",
          "least": 0.000001,
          "most": 1
        },
        "entries": [
          2,
          2
        ]
      },
      {
        "name": "ratio",
        "kind": "values",
        "wire": "ratio",
        "rule": {
          "type": "number",
          "least": 0.001,
          "most": 1000
        },
        "entries": [
          2,
          2
        ]
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
        "rule": {
          "type": "string",
          "words": [
            "server",
            "client"
          ]
        },
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
        "rule": {
          "type": "string",
          "words": [
            "batch",
            "pair",
            "elem"
          ]
        },
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
        "rule": {
          "type": "number",
          "least": 0,
          "most": 1000
        },
        "explicit": true
      },
      {
        "name": "cutmix_alpha",
        "kind": "value",
        "wire": "cutmixAlpha",
        "rule": {
          "type": "number",
          "least": 0,
          "most": 1000
        },
        "explicit": true
      },
      {
        "name": "cutmix_minmax",
        "kind": "values",
        "wire": "cutmixMinmax",
        "rule": {
          "type": "number",
          "least": 0,
          "most": 1
        },
        "entries": [
          2,
          2
        ]
      },
      {
        "name": "probability",
        "kind": "value",
        "wire": "probability",
        "rule": {
          "type": "number",
          "least": 0,
          "most": 1
        },
        "explicit": true
      },
      {
        "name": "switch_probability",
        "kind": "value",
        "wire": "switchProbability",
        "rule": {
          "type": "number",
          "least": 0,
          "most": 1
        },
        "explicit": true
      },
      {
        "name": "correct_lambda",
        "kind": "value",
        "wire": "correctLambda",
        "rule": {
          "type": "boolean"
        },
        "explicit": true
      },
      {
        "name": "label_smoothing",
        "kind": "value",
        "wire": "labelSmoothing",
        "rule": {
          "type": "number",
          "least": 0,
          "below": 1
        },
        "explicit": true
      },
      {
        "name": "until",
        "kind": "value",
        "wire": "until",
        "rule": {
          "type": "number",
          "most": 1,
          "above": 0
        },
        "explicit": true,
        "since": 4,
        "otherwise": 1
      }
    ]
  },
  {
    "name": "mean",
    "kind": "values",
    "wire": "mean",
    "rule": {
      "type": "number"
    },
    "entries": [
      3,
      3
    ]
  },
  {
    "name": "std",
    "kind": "values",
    "wire": "std",
    "rule": {
      "type": "number"
    },
    "entries": [
      3,
      3
    ]
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
        "required": true,
        "rule": {
          "type": "string"
        },
        "zero": ""
      },
      {
        "name": "global_batch",
        "kind": "value",
        "wire": "globalBatch",
        "rule": {
          "type": "integer",
          "least": 1,
          "most": 1048576
        }
      },
      {
        "name": "crop_pct",
        "kind": "value",
        "wire": "cropPct",
        "rule": {
          "type": "number",
          "least": 0.01,
          "most": 1
        },
        "explicit": true
      },
      {
        "name": "interpolation",
        "kind": "word",
        "wire": "interpolation",
        "rule": {
          "type": "string",
          "words": [
            "bicubic",
            "bilinear",
            "lanczos",
            "box"
          ]
        },
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
    "name": "weight",
    "kind": "value",
    "wire": "weight",
    "rule": {
      "type": "number",
      "least": 0.01,
      "most": 100
    },
    "explicit": true
  },
  {
    "name": "max_bad_samples",
    "kind": "value",
    "wire": "maxBadSamples",
    "rule": {
      "type": "number",
      "least": 0
    },
    "explicit": true
  }
];
