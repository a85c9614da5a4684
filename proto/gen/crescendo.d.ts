import * as $protobuf from "protobufjs";

/** Namespace crescendo. */
export namespace crescendo {

    /** Namespace v1. */
    namespace v1 {

        /** ContractRevision enum. */
        enum ContractRevision {

            /** CONTRACT_REVISION_UNSPECIFIED value */
            CONTRACT_REVISION_UNSPECIFIED = 0,

            /** CONTRACT_REVISION_1 value */
            CONTRACT_REVISION_1 = 1,

            /** CONTRACT_REVISION_2 value */
            CONTRACT_REVISION_2 = 2,

            /** CONTRACT_REVISION_3 value */
            CONTRACT_REVISION_3 = 3,

            /** CONTRACT_REVISION_4 value */
            CONTRACT_REVISION_4 = 4,

            /** CONTRACT_REVISION_5 value */
            CONTRACT_REVISION_5 = 5,

            /** CONTRACT_REVISION_6 value */
            CONTRACT_REVISION_6 = 6
        }

        /**
         * Properties of a Version.
         * @deprecated Use crescendo.v1.Version.$Properties instead.
         */
        interface IVersion extends crescendo.v1.Version.$Properties {
        }

        /** Represents a Version. */
        class Version {

            /**
             * Constructs a new Version.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.Version.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Version revision. */
            revision: number;

            /** Version leastPeerRevision. */
            leastPeerRevision: number;

            /** Version program. */
            program: string;

            /**
             * Creates a new Version instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Version instance
             */
            static create(properties: crescendo.v1.Version.$Shape): crescendo.v1.Version & crescendo.v1.Version.$Shape;
            static create(properties?: crescendo.v1.Version.$Properties): crescendo.v1.Version;

            /**
             * Encodes the specified Version message. Does not implicitly {@link crescendo.v1.Version.verify|verify} messages.
             * @param message Version message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.Version.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Version message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.Version & crescendo.v1.Version.$Shape} Version
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.Version & crescendo.v1.Version.$Shape;

            /**
             * Creates a Version message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Version
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.Version;

            /**
             * Creates a plain object from a Version message. Also converts values to other types if specified.
             * @param message Version
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.Version, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Version to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Version
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Version {

            /** Properties of a Version. */
            interface $Properties {

                /** Version revision */
                revision?: (number|null);

                /** Version leastPeerRevision */
                leastPeerRevision?: (number|null);

                /** Version program */
                program?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Version. */
            type $Shape = crescendo.v1.Version.$Properties;
        }

        /** Dtype enum. */
        enum Dtype {

            /** DTYPE_UNSPECIFIED value */
            DTYPE_UNSPECIFIED = 0,

            /** DTYPE_UINT8 value */
            DTYPE_UINT8 = 1,

            /** DTYPE_FLOAT32 value */
            DTYPE_FLOAT32 = 2
        }

        /** LowFrequency enum. */
        enum LowFrequency {

            /** LOW_FREQUENCY_UNSPECIFIED value */
            LOW_FREQUENCY_UNSPECIFIED = 0,

            /** LOW_FREQUENCY_SPECTRAL value */
            LOW_FREQUENCY_SPECTRAL = 1,

            /** LOW_FREQUENCY_LANCZOS value */
            LOW_FREQUENCY_LANCZOS = 2
        }

        /** Fidelity enum. */
        enum Fidelity {

            /** FIDELITY_UNSPECIFIED value */
            FIDELITY_UNSPECIFIED = 0,

            /** FIDELITY_EXACT value */
            FIDELITY_EXACT = 1,

            /** FIDELITY_MATCHED value */
            FIDELITY_MATCHED = 2
        }

        /** CropPlace enum. */
        enum CropPlace {

            /** CROP_PLACE_UNSPECIFIED value */
            CROP_PLACE_UNSPECIFIED = 0,

            /** CROP_PLACE_SERVER value */
            CROP_PLACE_SERVER = 1,

            /** CROP_PLACE_CLIENT value */
            CROP_PLACE_CLIENT = 2
        }

        /** Interpolation enum. */
        enum Interpolation {

            /** INTERPOLATION_UNSPECIFIED value */
            INTERPOLATION_UNSPECIFIED = 0,

            /** INTERPOLATION_BICUBIC value */
            INTERPOLATION_BICUBIC = 1,

            /** INTERPOLATION_BILINEAR value */
            INTERPOLATION_BILINEAR = 2,

            /** INTERPOLATION_LANCZOS value */
            INTERPOLATION_LANCZOS = 3,

            /** INTERPOLATION_BOX value */
            INTERPOLATION_BOX = 4,

            /** INTERPOLATION_RANDOM value */
            INTERPOLATION_RANDOM = 5
        }

        /** ErasingMode enum. */
        enum ErasingMode {

            /** ERASING_MODE_UNSPECIFIED value */
            ERASING_MODE_UNSPECIFIED = 0,

            /** ERASING_MODE_CONST value */
            ERASING_MODE_CONST = 1,

            /** ERASING_MODE_RAND value */
            ERASING_MODE_RAND = 2,

            /** ERASING_MODE_PIXEL value */
            ERASING_MODE_PIXEL = 3
        }

        /**
         * Properties of an ErasingSpec.
         * @deprecated Use crescendo.v1.ErasingSpec.$Properties instead.
         */
        interface IErasingSpec extends crescendo.v1.ErasingSpec.$Properties {
        }

        /** Represents an ErasingSpec. */
        class ErasingSpec {

            /**
             * Constructs a new ErasingSpec.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.ErasingSpec.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ErasingSpec probability. */
            probability?: (number|null);

            /** ErasingSpec mode. */
            mode: crescendo.v1.ErasingMode;

            /** ErasingSpec count. */
            count: number[];

            /** ErasingSpec area. */
            area: number[];

            /** ErasingSpec ratio. */
            ratio: number[];

            /**
             * Creates a new ErasingSpec instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ErasingSpec instance
             */
            static create(properties: crescendo.v1.ErasingSpec.$Shape): crescendo.v1.ErasingSpec & crescendo.v1.ErasingSpec.$Shape;
            static create(properties?: crescendo.v1.ErasingSpec.$Properties): crescendo.v1.ErasingSpec;

            /**
             * Encodes the specified ErasingSpec message. Does not implicitly {@link crescendo.v1.ErasingSpec.verify|verify} messages.
             * @param message ErasingSpec message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.ErasingSpec.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ErasingSpec message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.ErasingSpec & crescendo.v1.ErasingSpec.$Shape} ErasingSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.ErasingSpec & crescendo.v1.ErasingSpec.$Shape;

            /**
             * Creates an ErasingSpec message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ErasingSpec
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.ErasingSpec;

            /**
             * Creates a plain object from an ErasingSpec message. Also converts values to other types if specified.
             * @param message ErasingSpec
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.ErasingSpec, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ErasingSpec to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ErasingSpec
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ErasingSpec {

            /** Properties of an ErasingSpec. */
            interface $Properties {

                /** ErasingSpec probability */
                probability?: (number|null);

                /** ErasingSpec mode */
                mode?: (crescendo.v1.ErasingMode|null);

                /** ErasingSpec count */
                count?: (number[]|null);

                /** ErasingSpec area */
                area?: (number[]|null);

                /** ErasingSpec ratio */
                ratio?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ErasingSpec. */
            type $Shape = crescendo.v1.ErasingSpec.$Properties;
        }

        /** MixingPlace enum. */
        enum MixingPlace {

            /** MIXING_PLACE_UNSPECIFIED value */
            MIXING_PLACE_UNSPECIFIED = 0,

            /** MIXING_PLACE_SERVER value */
            MIXING_PLACE_SERVER = 1,

            /** MIXING_PLACE_CLIENT value */
            MIXING_PLACE_CLIENT = 2
        }

        /** MixingMode enum. */
        enum MixingMode {

            /** MIXING_MODE_UNSPECIFIED value */
            MIXING_MODE_UNSPECIFIED = 0,

            /** MIXING_MODE_BATCH value */
            MIXING_MODE_BATCH = 1,

            /** MIXING_MODE_PAIR value */
            MIXING_MODE_PAIR = 2,

            /** MIXING_MODE_ELEM value */
            MIXING_MODE_ELEM = 3
        }

        /**
         * Properties of a MixingSpec.
         * @deprecated Use crescendo.v1.MixingSpec.$Properties instead.
         */
        interface IMixingSpec extends crescendo.v1.MixingSpec.$Properties {
        }

        /** Represents a MixingSpec. */
        class MixingSpec {

            /**
             * Constructs a new MixingSpec.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.MixingSpec.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MixingSpec where. */
            where: crescendo.v1.MixingPlace;

            /** MixingSpec mode. */
            mode: crescendo.v1.MixingMode;

            /** MixingSpec mixupAlpha. */
            mixupAlpha?: (number|null);

            /** MixingSpec cutmixAlpha. */
            cutmixAlpha?: (number|null);

            /** MixingSpec cutmixMinmax. */
            cutmixMinmax: number[];

            /** MixingSpec probability. */
            probability?: (number|null);

            /** MixingSpec switchProbability. */
            switchProbability?: (number|null);

            /** MixingSpec correctLambda. */
            correctLambda?: (boolean|null);

            /** MixingSpec labelSmoothing. */
            labelSmoothing?: (number|null);

            /** MixingSpec until. */
            until?: (number|null);

            /**
             * Creates a new MixingSpec instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MixingSpec instance
             */
            static create(properties: crescendo.v1.MixingSpec.$Shape): crescendo.v1.MixingSpec & crescendo.v1.MixingSpec.$Shape;
            static create(properties?: crescendo.v1.MixingSpec.$Properties): crescendo.v1.MixingSpec;

            /**
             * Encodes the specified MixingSpec message. Does not implicitly {@link crescendo.v1.MixingSpec.verify|verify} messages.
             * @param message MixingSpec message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.MixingSpec.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MixingSpec message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.MixingSpec & crescendo.v1.MixingSpec.$Shape} MixingSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.MixingSpec & crescendo.v1.MixingSpec.$Shape;

            /**
             * Creates a MixingSpec message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns MixingSpec
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.MixingSpec;

            /**
             * Creates a plain object from a MixingSpec message. Also converts values to other types if specified.
             * @param message MixingSpec
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.MixingSpec, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this MixingSpec to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for MixingSpec
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace MixingSpec {

            /** Properties of a MixingSpec. */
            interface $Properties {

                /** MixingSpec where */
                where?: (crescendo.v1.MixingPlace|null);

                /** MixingSpec mode */
                mode?: (crescendo.v1.MixingMode|null);

                /** MixingSpec mixupAlpha */
                mixupAlpha?: (number|null);

                /** MixingSpec cutmixAlpha */
                cutmixAlpha?: (number|null);

                /** MixingSpec cutmixMinmax */
                cutmixMinmax?: (number[]|null);

                /** MixingSpec probability */
                probability?: (number|null);

                /** MixingSpec switchProbability */
                switchProbability?: (number|null);

                /** MixingSpec correctLambda */
                correctLambda?: (boolean|null);

                /** MixingSpec labelSmoothing */
                labelSmoothing?: (number|null);

                /** MixingSpec until */
                until?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MixingSpec. */
            type $Shape = crescendo.v1.MixingSpec.$Properties;
        }

        /**
         * Properties of a Strength.
         * @deprecated Use crescendo.v1.Strength.$Properties instead.
         */
        interface IStrength extends crescendo.v1.Strength.$Properties {
        }

        /** Represents a Strength. */
        class Strength {

            /**
             * Constructs a new Strength.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.Strength.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Strength from. */
            from: number;

            /** Strength to. */
            to?: (number|null);

            /**
             * Creates a new Strength instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Strength instance
             */
            static create(properties: crescendo.v1.Strength.$Shape): crescendo.v1.Strength & crescendo.v1.Strength.$Shape;
            static create(properties?: crescendo.v1.Strength.$Properties): crescendo.v1.Strength;

            /**
             * Encodes the specified Strength message. Does not implicitly {@link crescendo.v1.Strength.verify|verify} messages.
             * @param message Strength message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.Strength.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Strength message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.Strength & crescendo.v1.Strength.$Shape} Strength
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.Strength & crescendo.v1.Strength.$Shape;

            /**
             * Creates a Strength message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Strength
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.Strength;

            /**
             * Creates a plain object from a Strength message. Also converts values to other types if specified.
             * @param message Strength
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.Strength, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Strength to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Strength
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Strength {

            /** Properties of a Strength. */
            interface $Properties {

                /** Strength from */
                from?: (number|null);

                /** Strength to */
                to?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Strength. */
            type $Shape = crescendo.v1.Strength.$Properties;
        }

        /**
         * Properties of a ReplaySpec.
         * @deprecated Use crescendo.v1.ReplaySpec.$Properties instead.
         */
        interface IReplaySpec extends crescendo.v1.ReplaySpec.$Properties {
        }

        /** Represents a ReplaySpec. */
        class ReplaySpec {

            /**
             * Constructs a new ReplaySpec.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.ReplaySpec.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReplaySpec times. */
            times: number;

            /** ReplaySpec size. */
            size: number;

            /** ReplaySpec split. */
            split: number;

            /**
             * Creates a new ReplaySpec instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ReplaySpec instance
             */
            static create(properties: crescendo.v1.ReplaySpec.$Shape): crescendo.v1.ReplaySpec & crescendo.v1.ReplaySpec.$Shape;
            static create(properties?: crescendo.v1.ReplaySpec.$Properties): crescendo.v1.ReplaySpec;

            /**
             * Encodes the specified ReplaySpec message. Does not implicitly {@link crescendo.v1.ReplaySpec.verify|verify} messages.
             * @param message ReplaySpec message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.ReplaySpec.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReplaySpec message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.ReplaySpec & crescendo.v1.ReplaySpec.$Shape} ReplaySpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.ReplaySpec & crescendo.v1.ReplaySpec.$Shape;

            /**
             * Creates a ReplaySpec message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ReplaySpec
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.ReplaySpec;

            /**
             * Creates a plain object from a ReplaySpec message. Also converts values to other types if specified.
             * @param message ReplaySpec
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.ReplaySpec, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ReplaySpec to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ReplaySpec
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ReplaySpec {

            /** Properties of a ReplaySpec. */
            interface $Properties {

                /** ReplaySpec times */
                times?: (number|null);

                /** ReplaySpec size */
                size?: (number|null);

                /** ReplaySpec split */
                split?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReplaySpec. */
            type $Shape = crescendo.v1.ReplaySpec.$Properties;
        }

        /** ShuffleScope enum. */
        enum ShuffleScope {

            /** SHUFFLE_SCOPE_UNSPECIFIED value */
            SHUFFLE_SCOPE_UNSPECIFIED = 0,

            /** SHUFFLE_SCOPE_GLOBAL value */
            SHUFFLE_SCOPE_GLOBAL = 1,

            /** SHUFFLE_SCOPE_WINDOW value */
            SHUFFLE_SCOPE_WINDOW = 2
        }

        /**
         * Properties of a ShuffleSpec.
         * @deprecated Use crescendo.v1.ShuffleSpec.$Properties instead.
         */
        interface IShuffleSpec extends crescendo.v1.ShuffleSpec.$Properties {
        }

        /** Represents a ShuffleSpec. */
        class ShuffleSpec {

            /**
             * Constructs a new ShuffleSpec.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.ShuffleSpec.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ShuffleSpec scope. */
            scope: crescendo.v1.ShuffleScope;

            /** ShuffleSpec shards. */
            shards: number;

            /**
             * Creates a new ShuffleSpec instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ShuffleSpec instance
             */
            static create(properties: crescendo.v1.ShuffleSpec.$Shape): crescendo.v1.ShuffleSpec & crescendo.v1.ShuffleSpec.$Shape;
            static create(properties?: crescendo.v1.ShuffleSpec.$Properties): crescendo.v1.ShuffleSpec;

            /**
             * Encodes the specified ShuffleSpec message. Does not implicitly {@link crescendo.v1.ShuffleSpec.verify|verify} messages.
             * @param message ShuffleSpec message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.ShuffleSpec.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ShuffleSpec message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.ShuffleSpec & crescendo.v1.ShuffleSpec.$Shape} ShuffleSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.ShuffleSpec & crescendo.v1.ShuffleSpec.$Shape;

            /**
             * Creates a ShuffleSpec message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ShuffleSpec
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.ShuffleSpec;

            /**
             * Creates a plain object from a ShuffleSpec message. Also converts values to other types if specified.
             * @param message ShuffleSpec
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.ShuffleSpec, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ShuffleSpec to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ShuffleSpec
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ShuffleSpec {

            /** Properties of a ShuffleSpec. */
            interface $Properties {

                /** ShuffleSpec scope */
                scope?: (crescendo.v1.ShuffleScope|null);

                /** ShuffleSpec shards */
                shards?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ShuffleSpec. */
            type $Shape = crescendo.v1.ShuffleSpec.$Properties;
        }

        /**
         * Properties of a MixedDatasetSpec.
         * @deprecated Use crescendo.v1.MixedDatasetSpec.$Properties instead.
         */
        interface IMixedDatasetSpec extends crescendo.v1.MixedDatasetSpec.$Properties {
        }

        /** Represents a MixedDatasetSpec. */
        class MixedDatasetSpec {

            /**
             * Constructs a new MixedDatasetSpec.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.MixedDatasetSpec.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MixedDatasetSpec id. */
            id: string;

            /** MixedDatasetSpec weight. */
            weight: number;

            /** MixedDatasetSpec shuffle. */
            shuffle?: (crescendo.v1.ShuffleSpec.$Properties|null);

            /**
             * Creates a new MixedDatasetSpec instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MixedDatasetSpec instance
             */
            static create(properties: crescendo.v1.MixedDatasetSpec.$Shape): crescendo.v1.MixedDatasetSpec & crescendo.v1.MixedDatasetSpec.$Shape;
            static create(properties?: crescendo.v1.MixedDatasetSpec.$Properties): crescendo.v1.MixedDatasetSpec;

            /**
             * Encodes the specified MixedDatasetSpec message. Does not implicitly {@link crescendo.v1.MixedDatasetSpec.verify|verify} messages.
             * @param message MixedDatasetSpec message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.MixedDatasetSpec.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MixedDatasetSpec message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.MixedDatasetSpec & crescendo.v1.MixedDatasetSpec.$Shape} MixedDatasetSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.MixedDatasetSpec & crescendo.v1.MixedDatasetSpec.$Shape;

            /**
             * Creates a MixedDatasetSpec message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns MixedDatasetSpec
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.MixedDatasetSpec;

            /**
             * Creates a plain object from a MixedDatasetSpec message. Also converts values to other types if specified.
             * @param message MixedDatasetSpec
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.MixedDatasetSpec, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this MixedDatasetSpec to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for MixedDatasetSpec
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace MixedDatasetSpec {

            /** Properties of a MixedDatasetSpec. */
            interface $Properties {

                /** MixedDatasetSpec id */
                id?: (string|null);

                /** MixedDatasetSpec weight */
                weight?: (number|null);

                /** MixedDatasetSpec shuffle */
                shuffle?: (crescendo.v1.ShuffleSpec.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MixedDatasetSpec. */
            type $Shape = crescendo.v1.MixedDatasetSpec.$Properties;
        }

        /** LabelJoining enum. */
        enum LabelJoining {

            /** LABEL_JOINING_UNSPECIFIED value */
            LABEL_JOINING_UNSPECIFIED = 0,

            /** LABEL_JOINING_BY_NAME value */
            LABEL_JOINING_BY_NAME = 1,

            /** LABEL_JOINING_OFFSET value */
            LABEL_JOINING_OFFSET = 2
        }

        /**
         * Properties of a BudgetSpec.
         * @deprecated Use crescendo.v1.BudgetSpec.$Properties instead.
         */
        interface IBudgetSpec extends crescendo.v1.BudgetSpec.$Properties {
        }

        /** Represents a BudgetSpec. */
        class BudgetSpec {

            /**
             * Constructs a new BudgetSpec.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.BudgetSpec.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BudgetSpec equivalentEpochs. */
            equivalentEpochs?: (number|null);

            /** BudgetSpec samples. */
            samples?: (number|null);

            /** BudgetSpec steps. */
            steps?: (number|null);

            /** BudgetSpec flops. */
            flops?: (number|null);

            /** BudgetSpec wallHours. */
            wallHours?: (number|null);

            /** BudgetSpec acceleratorHours. */
            acceleratorHours?: (number|null);

            /** BudgetSpec flopsAtBaseSize. */
            flopsAtBaseSize?: (number|null);

            /** BudgetSpec flopsBySide. */
            flopsBySide: { [k: string]: number };

            /**
             * Creates a new BudgetSpec instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BudgetSpec instance
             */
            static create(properties: crescendo.v1.BudgetSpec.$Shape): crescendo.v1.BudgetSpec & crescendo.v1.BudgetSpec.$Shape;
            static create(properties?: crescendo.v1.BudgetSpec.$Properties): crescendo.v1.BudgetSpec;

            /**
             * Encodes the specified BudgetSpec message. Does not implicitly {@link crescendo.v1.BudgetSpec.verify|verify} messages.
             * @param message BudgetSpec message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.BudgetSpec.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BudgetSpec message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.BudgetSpec & crescendo.v1.BudgetSpec.$Shape} BudgetSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.BudgetSpec & crescendo.v1.BudgetSpec.$Shape;

            /**
             * Creates a BudgetSpec message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns BudgetSpec
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.BudgetSpec;

            /**
             * Creates a plain object from a BudgetSpec message. Also converts values to other types if specified.
             * @param message BudgetSpec
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.BudgetSpec, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this BudgetSpec to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for BudgetSpec
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace BudgetSpec {

            /** Properties of a BudgetSpec. */
            interface $Properties {

                /** BudgetSpec equivalentEpochs */
                equivalentEpochs?: (number|null);

                /** BudgetSpec samples */
                samples?: (number|null);

                /** BudgetSpec steps */
                steps?: (number|null);

                /** BudgetSpec flops */
                flops?: (number|null);

                /** BudgetSpec wallHours */
                wallHours?: (number|null);

                /** BudgetSpec acceleratorHours */
                acceleratorHours?: (number|null);

                /** BudgetSpec flopsAtBaseSize */
                flopsAtBaseSize?: (number|null);

                /** BudgetSpec flopsBySide */
                flopsBySide?: ({ [k: string]: number }|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BudgetSpec. */
            type $Shape = crescendo.v1.BudgetSpec.$Properties;
        }

        /** CostKind enum. */
        enum CostKind {

            /** COST_KIND_UNSPECIFIED value */
            COST_KIND_UNSPECIFIED = 0,

            /** COST_KIND_QUADRATIC value */
            COST_KIND_QUADRATIC = 1,

            /** COST_KIND_TABLE value */
            COST_KIND_TABLE = 2,

            /** COST_KIND_MEASURED value */
            COST_KIND_MEASURED = 3
        }

        /**
         * Properties of a StageSpec.
         * @deprecated Use crescendo.v1.StageSpec.$Properties instead.
         */
        interface IStageSpec extends crescendo.v1.StageSpec.$Properties {
        }

        /** Represents a StageSpec. */
        class StageSpec {

            /**
             * Constructs a new StageSpec.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.StageSpec.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StageSpec until. */
            until: number;

            /** StageSpec bandwidth. */
            bandwidth: number;

            /** StageSpec globalBatch. */
            globalBatch: number;

            /** StageSpec randaugment. */
            randaugment: string;

            /** StageSpec erasingProbability. */
            erasingProbability?: (crescendo.v1.Strength.$Properties|null);

            /** StageSpec mixupAlpha. */
            mixupAlpha?: (crescendo.v1.Strength.$Properties|null);

            /** StageSpec cutmixAlpha. */
            cutmixAlpha?: (crescendo.v1.Strength.$Properties|null);

            /** StageSpec magnitude. */
            magnitude?: (crescendo.v1.Strength.$Properties|null);

            /** StageSpec microBatch. */
            microBatch: number;

            /** StageSpec accumulation. */
            accumulation: number;

            /** StageSpec replay. */
            replay?: (crescendo.v1.ReplaySpec.$Properties|null);

            /** StageSpec weights. */
            weights: number[];

            /**
             * Creates a new StageSpec instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StageSpec instance
             */
            static create(properties: crescendo.v1.StageSpec.$Shape): crescendo.v1.StageSpec & crescendo.v1.StageSpec.$Shape;
            static create(properties?: crescendo.v1.StageSpec.$Properties): crescendo.v1.StageSpec;

            /**
             * Encodes the specified StageSpec message. Does not implicitly {@link crescendo.v1.StageSpec.verify|verify} messages.
             * @param message StageSpec message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.StageSpec.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StageSpec message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.StageSpec & crescendo.v1.StageSpec.$Shape} StageSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.StageSpec & crescendo.v1.StageSpec.$Shape;

            /**
             * Creates a StageSpec message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns StageSpec
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.StageSpec;

            /**
             * Creates a plain object from a StageSpec message. Also converts values to other types if specified.
             * @param message StageSpec
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.StageSpec, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this StageSpec to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for StageSpec
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace StageSpec {

            /** Properties of a StageSpec. */
            interface $Properties {

                /** StageSpec until */
                until?: (number|null);

                /** StageSpec bandwidth */
                bandwidth?: (number|null);

                /** StageSpec globalBatch */
                globalBatch?: (number|null);

                /** StageSpec randaugment */
                randaugment?: (string|null);

                /** StageSpec erasingProbability */
                erasingProbability?: (crescendo.v1.Strength.$Properties|null);

                /** StageSpec mixupAlpha */
                mixupAlpha?: (crescendo.v1.Strength.$Properties|null);

                /** StageSpec cutmixAlpha */
                cutmixAlpha?: (crescendo.v1.Strength.$Properties|null);

                /** StageSpec magnitude */
                magnitude?: (crescendo.v1.Strength.$Properties|null);

                /** StageSpec microBatch */
                microBatch?: (number|null);

                /** StageSpec accumulation */
                accumulation?: (number|null);

                /** StageSpec replay */
                replay?: (crescendo.v1.ReplaySpec.$Properties|null);

                /** StageSpec weights */
                weights?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StageSpec. */
            type $Shape = crescendo.v1.StageSpec.$Properties;
        }

        /**
         * Properties of a ScheduleSpec.
         * @deprecated Use crescendo.v1.ScheduleSpec.$Properties instead.
         */
        interface IScheduleSpec extends crescendo.v1.ScheduleSpec.$Properties {
        }

        /** Represents a ScheduleSpec. */
        class ScheduleSpec {

            /**
             * Constructs a new ScheduleSpec.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.ScheduleSpec.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ScheduleSpec preset. */
            preset: string;

            /** ScheduleSpec stages. */
            stages: crescendo.v1.StageSpec.$Properties[];

            /** ScheduleSpec referenceSize. */
            referenceSize: number;

            /**
             * Creates a new ScheduleSpec instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ScheduleSpec instance
             */
            static create(properties: crescendo.v1.ScheduleSpec.$Shape): crescendo.v1.ScheduleSpec & crescendo.v1.ScheduleSpec.$Shape;
            static create(properties?: crescendo.v1.ScheduleSpec.$Properties): crescendo.v1.ScheduleSpec;

            /**
             * Encodes the specified ScheduleSpec message. Does not implicitly {@link crescendo.v1.ScheduleSpec.verify|verify} messages.
             * @param message ScheduleSpec message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.ScheduleSpec.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ScheduleSpec message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.ScheduleSpec & crescendo.v1.ScheduleSpec.$Shape} ScheduleSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.ScheduleSpec & crescendo.v1.ScheduleSpec.$Shape;

            /**
             * Creates a ScheduleSpec message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ScheduleSpec
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.ScheduleSpec;

            /**
             * Creates a plain object from a ScheduleSpec message. Also converts values to other types if specified.
             * @param message ScheduleSpec
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.ScheduleSpec, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ScheduleSpec to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ScheduleSpec
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ScheduleSpec {

            /** Properties of a ScheduleSpec. */
            interface $Properties {

                /** ScheduleSpec preset */
                preset?: (string|null);

                /** ScheduleSpec stages */
                stages?: (crescendo.v1.StageSpec.$Properties[]|null);

                /** ScheduleSpec referenceSize */
                referenceSize?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ScheduleSpec. */
            type $Shape = crescendo.v1.ScheduleSpec.$Properties;
        }

        /**
         * Properties of a ValidationSpec.
         * @deprecated Use crescendo.v1.ValidationSpec.$Properties instead.
         */
        interface IValidationSpec extends crescendo.v1.ValidationSpec.$Properties {
        }

        /** Represents a ValidationSpec. */
        class ValidationSpec {

            /**
             * Constructs a new ValidationSpec.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.ValidationSpec.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ValidationSpec dataset. */
            dataset: string;

            /** ValidationSpec globalBatch. */
            globalBatch: number;

            /** ValidationSpec cropPct. */
            cropPct?: (number|null);

            /** ValidationSpec interpolation. */
            interpolation: crescendo.v1.Interpolation;

            /**
             * Creates a new ValidationSpec instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ValidationSpec instance
             */
            static create(properties: crescendo.v1.ValidationSpec.$Shape): crescendo.v1.ValidationSpec & crescendo.v1.ValidationSpec.$Shape;
            static create(properties?: crescendo.v1.ValidationSpec.$Properties): crescendo.v1.ValidationSpec;

            /**
             * Encodes the specified ValidationSpec message. Does not implicitly {@link crescendo.v1.ValidationSpec.verify|verify} messages.
             * @param message ValidationSpec message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.ValidationSpec.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ValidationSpec message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.ValidationSpec & crescendo.v1.ValidationSpec.$Shape} ValidationSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.ValidationSpec & crescendo.v1.ValidationSpec.$Shape;

            /**
             * Creates a ValidationSpec message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ValidationSpec
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.ValidationSpec;

            /**
             * Creates a plain object from a ValidationSpec message. Also converts values to other types if specified.
             * @param message ValidationSpec
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.ValidationSpec, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ValidationSpec to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ValidationSpec
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ValidationSpec {

            /** Properties of a ValidationSpec. */
            interface $Properties {

                /** ValidationSpec dataset */
                dataset?: (string|null);

                /** ValidationSpec globalBatch */
                globalBatch?: (number|null);

                /** ValidationSpec cropPct */
                cropPct?: (number|null);

                /** ValidationSpec interpolation */
                interpolation?: (crescendo.v1.Interpolation|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ValidationSpec. */
            type $Shape = crescendo.v1.ValidationSpec.$Properties;
        }

        /**
         * Properties of a RunSpec.
         * @deprecated Use crescendo.v1.RunSpec.$Properties instead.
         */
        interface IRunSpec extends crescendo.v1.RunSpec.$Properties {
        }

        /** Represents a RunSpec. */
        class RunSpec {

            /**
             * Constructs a new RunSpec.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.RunSpec.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RunSpec dataset. */
            dataset: string;

            /** RunSpec seed. */
            seed: number;

            /** RunSpec baseSize. */
            baseSize: number[];

            /** RunSpec schedule. */
            schedule?: (crescendo.v1.ScheduleSpec.$Properties|null);

            /** RunSpec equivalentEpochs. */
            equivalentEpochs: number;

            /** RunSpec globalBatch. */
            globalBatch: number;

            /** RunSpec worldSize. */
            worldSize: number;

            /** RunSpec dtype. */
            dtype: crescendo.v1.Dtype;

            /** RunSpec lowFrequency. */
            lowFrequency: crescendo.v1.LowFrequency;

            /** RunSpec interpolation. */
            interpolation: crescendo.v1.Interpolation;

            /** RunSpec cropScale. */
            cropScale: number[];

            /** RunSpec cropRatio. */
            cropRatio: number[];

            /** RunSpec horizontalFlip. */
            horizontalFlip?: (number|null);

            /** RunSpec maxBadSamples. */
            maxBadSamples?: (number|null);

            /** RunSpec randaugment. */
            randaugment: string;

            /** RunSpec augmentInterpolation. */
            augmentInterpolation: string;

            /** RunSpec colorJitter. */
            colorJitter: number[];

            /** RunSpec erasing. */
            erasing?: (crescendo.v1.ErasingSpec.$Properties|null);

            /** RunSpec mixing. */
            mixing?: (crescendo.v1.MixingSpec.$Properties|null);

            /** RunSpec mean. */
            mean: number[];

            /** RunSpec std. */
            std: number[];

            /** RunSpec budget. */
            budget?: (crescendo.v1.BudgetSpec.$Properties|null);

            /** RunSpec cost. */
            cost: crescendo.v1.CostKind;

            /** RunSpec costBySide. */
            costBySide: { [k: string]: number };

            /** RunSpec baseMicroBatch. */
            baseMicroBatch: number;

            /** RunSpec validation. */
            validation?: (crescendo.v1.ValidationSpec.$Properties|null);

            /** RunSpec fidelity. */
            fidelity: crescendo.v1.Fidelity;

            /** RunSpec crop. */
            crop: crescendo.v1.CropPlace;

            /** RunSpec workingSides. */
            workingSides: { [k: string]: number };

            /** RunSpec outputs. */
            outputs: string[];

            /** RunSpec grayscale. */
            grayscale?: (number|null);

            /** RunSpec gaussianBlur. */
            gaussianBlur?: (number|null);

            /** RunSpec sideMultiple. */
            sideMultiple?: (number|null);

            /** RunSpec verticalFlip. */
            verticalFlip?: (number|null);

            /** RunSpec augmentationRepeats. */
            augmentationRepeats?: (number|null);

            /** RunSpec weight. */
            weight?: (number|null);

            /** RunSpec shuffle. */
            shuffle?: (crescendo.v1.ShuffleSpec.$Properties|null);

            /** RunSpec datasets. */
            datasets: crescendo.v1.MixedDatasetSpec.$Properties[];

            /** RunSpec labels. */
            labels: crescendo.v1.LabelJoining;

            /**
             * Creates a new RunSpec instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RunSpec instance
             */
            static create(properties: crescendo.v1.RunSpec.$Shape): crescendo.v1.RunSpec & crescendo.v1.RunSpec.$Shape;
            static create(properties?: crescendo.v1.RunSpec.$Properties): crescendo.v1.RunSpec;

            /**
             * Encodes the specified RunSpec message. Does not implicitly {@link crescendo.v1.RunSpec.verify|verify} messages.
             * @param message RunSpec message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.RunSpec.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RunSpec message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.RunSpec & crescendo.v1.RunSpec.$Shape} RunSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.RunSpec & crescendo.v1.RunSpec.$Shape;

            /**
             * Creates a RunSpec message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns RunSpec
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.RunSpec;

            /**
             * Creates a plain object from a RunSpec message. Also converts values to other types if specified.
             * @param message RunSpec
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.RunSpec, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this RunSpec to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for RunSpec
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace RunSpec {

            /** Properties of a RunSpec. */
            interface $Properties {

                /** RunSpec dataset */
                dataset?: (string|null);

                /** RunSpec seed */
                seed?: (number|null);

                /** RunSpec baseSize */
                baseSize?: (number[]|null);

                /** RunSpec schedule */
                schedule?: (crescendo.v1.ScheduleSpec.$Properties|null);

                /** RunSpec equivalentEpochs */
                equivalentEpochs?: (number|null);

                /** RunSpec globalBatch */
                globalBatch?: (number|null);

                /** RunSpec worldSize */
                worldSize?: (number|null);

                /** RunSpec dtype */
                dtype?: (crescendo.v1.Dtype|null);

                /** RunSpec lowFrequency */
                lowFrequency?: (crescendo.v1.LowFrequency|null);

                /** RunSpec interpolation */
                interpolation?: (crescendo.v1.Interpolation|null);

                /** RunSpec cropScale */
                cropScale?: (number[]|null);

                /** RunSpec cropRatio */
                cropRatio?: (number[]|null);

                /** RunSpec horizontalFlip */
                horizontalFlip?: (number|null);

                /** RunSpec maxBadSamples */
                maxBadSamples?: (number|null);

                /** RunSpec randaugment */
                randaugment?: (string|null);

                /** RunSpec augmentInterpolation */
                augmentInterpolation?: (string|null);

                /** RunSpec colorJitter */
                colorJitter?: (number[]|null);

                /** RunSpec erasing */
                erasing?: (crescendo.v1.ErasingSpec.$Properties|null);

                /** RunSpec mixing */
                mixing?: (crescendo.v1.MixingSpec.$Properties|null);

                /** RunSpec mean */
                mean?: (number[]|null);

                /** RunSpec std */
                std?: (number[]|null);

                /** RunSpec budget */
                budget?: (crescendo.v1.BudgetSpec.$Properties|null);

                /** RunSpec cost */
                cost?: (crescendo.v1.CostKind|null);

                /** RunSpec costBySide */
                costBySide?: ({ [k: string]: number }|null);

                /** RunSpec baseMicroBatch */
                baseMicroBatch?: (number|null);

                /** RunSpec validation */
                validation?: (crescendo.v1.ValidationSpec.$Properties|null);

                /** RunSpec fidelity */
                fidelity?: (crescendo.v1.Fidelity|null);

                /** RunSpec crop */
                crop?: (crescendo.v1.CropPlace|null);

                /** RunSpec workingSides */
                workingSides?: ({ [k: string]: number }|null);

                /** RunSpec outputs */
                outputs?: (string[]|null);

                /** RunSpec grayscale */
                grayscale?: (number|null);

                /** RunSpec gaussianBlur */
                gaussianBlur?: (number|null);

                /** RunSpec sideMultiple */
                sideMultiple?: (number|null);

                /** RunSpec verticalFlip */
                verticalFlip?: (number|null);

                /** RunSpec augmentationRepeats */
                augmentationRepeats?: (number|null);

                /** RunSpec weight */
                weight?: (number|null);

                /** RunSpec shuffle */
                shuffle?: (crescendo.v1.ShuffleSpec.$Properties|null);

                /** RunSpec datasets */
                datasets?: (crescendo.v1.MixedDatasetSpec.$Properties[]|null);

                /** RunSpec labels */
                labels?: (crescendo.v1.LabelJoining|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RunSpec. */
            type $Shape = crescendo.v1.RunSpec.$Properties;
        }

        /**
         * Properties of an OpenRunRequest.
         * @deprecated Use crescendo.v1.OpenRunRequest.$Properties instead.
         */
        interface IOpenRunRequest extends crescendo.v1.OpenRunRequest.$Properties {
        }

        /** Represents an OpenRunRequest. */
        class OpenRunRequest {

            /**
             * Constructs a new OpenRunRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.OpenRunRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OpenRunRequest run. */
            run: string;

            /** OpenRunRequest spec. */
            spec?: (crescendo.v1.RunSpec.$Properties|null);

            /** OpenRunRequest clientVersion. */
            clientVersion?: (crescendo.v1.Version.$Properties|null);

            /**
             * Creates a new OpenRunRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OpenRunRequest instance
             */
            static create(properties: crescendo.v1.OpenRunRequest.$Shape): crescendo.v1.OpenRunRequest & crescendo.v1.OpenRunRequest.$Shape;
            static create(properties?: crescendo.v1.OpenRunRequest.$Properties): crescendo.v1.OpenRunRequest;

            /**
             * Encodes the specified OpenRunRequest message. Does not implicitly {@link crescendo.v1.OpenRunRequest.verify|verify} messages.
             * @param message OpenRunRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.OpenRunRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OpenRunRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.OpenRunRequest & crescendo.v1.OpenRunRequest.$Shape} OpenRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.OpenRunRequest & crescendo.v1.OpenRunRequest.$Shape;

            /**
             * Creates an OpenRunRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns OpenRunRequest
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.OpenRunRequest;

            /**
             * Creates a plain object from an OpenRunRequest message. Also converts values to other types if specified.
             * @param message OpenRunRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.OpenRunRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this OpenRunRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for OpenRunRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace OpenRunRequest {

            /** Properties of an OpenRunRequest. */
            interface $Properties {

                /** OpenRunRequest run */
                run?: (string|null);

                /** OpenRunRequest spec */
                spec?: (crescendo.v1.RunSpec.$Properties|null);

                /** OpenRunRequest clientVersion */
                clientVersion?: (crescendo.v1.Version.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OpenRunRequest. */
            type $Shape = crescendo.v1.OpenRunRequest.$Properties;
        }

        /**
         * Properties of a Stage.
         * @deprecated Use crescendo.v1.Stage.$Properties instead.
         */
        interface IStage extends crescendo.v1.Stage.$Properties {
        }

        /** Represents a Stage. */
        class Stage {

            /**
             * Constructs a new Stage.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.Stage.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Stage index. */
            index: number;

            /** Stage firstStep. */
            firstStep: number;

            /** Stage steps. */
            steps: number;

            /** Stage budgetStart. */
            budgetStart: number;

            /** Stage budgetEnd. */
            budgetEnd: number;

            /** Stage bandwidth. */
            bandwidth: number;

            /** Stage globalBatch. */
            globalBatch: number;

            /** Stage magnitude. */
            magnitude?: (number|null);

            /** Stage randaugment. */
            randaugment: string;

            /** Stage erasingProbability. */
            erasingProbability: number;

            /** Stage mixupAlpha. */
            mixupAlpha: number;

            /** Stage cutmixAlpha. */
            cutmixAlpha: number;

            /** Stage microBatch. */
            microBatch: number;

            /** Stage accumulation. */
            accumulation: number;

            /** Stage replay. */
            replay?: (crescendo.v1.ReplaySpec.$Properties|null);

            /** Stage open. */
            open: boolean;

            /** Stage size. */
            size: number[];

            /**
             * Creates a new Stage instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Stage instance
             */
            static create(properties: crescendo.v1.Stage.$Shape): crescendo.v1.Stage & crescendo.v1.Stage.$Shape;
            static create(properties?: crescendo.v1.Stage.$Properties): crescendo.v1.Stage;

            /**
             * Encodes the specified Stage message. Does not implicitly {@link crescendo.v1.Stage.verify|verify} messages.
             * @param message Stage message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.Stage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Stage message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.Stage & crescendo.v1.Stage.$Shape} Stage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.Stage & crescendo.v1.Stage.$Shape;

            /**
             * Creates a Stage message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Stage
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.Stage;

            /**
             * Creates a plain object from a Stage message. Also converts values to other types if specified.
             * @param message Stage
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.Stage, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Stage to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Stage
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Stage {

            /** Properties of a Stage. */
            interface $Properties {

                /** Stage index */
                index?: (number|null);

                /** Stage firstStep */
                firstStep?: (number|null);

                /** Stage steps */
                steps?: (number|null);

                /** Stage budgetStart */
                budgetStart?: (number|null);

                /** Stage budgetEnd */
                budgetEnd?: (number|null);

                /** Stage bandwidth */
                bandwidth?: (number|null);

                /** Stage globalBatch */
                globalBatch?: (number|null);

                /** Stage magnitude */
                magnitude?: (number|null);

                /** Stage randaugment */
                randaugment?: (string|null);

                /** Stage erasingProbability */
                erasingProbability?: (number|null);

                /** Stage mixupAlpha */
                mixupAlpha?: (number|null);

                /** Stage cutmixAlpha */
                cutmixAlpha?: (number|null);

                /** Stage microBatch */
                microBatch?: (number|null);

                /** Stage accumulation */
                accumulation?: (number|null);

                /** Stage replay */
                replay?: (crescendo.v1.ReplaySpec.$Properties|null);

                /** Stage open */
                open?: (boolean|null);

                /** Stage size */
                size?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Stage. */
            type $Shape = crescendo.v1.Stage.$Properties;
        }

        /**
         * Properties of an OpenRunResponse.
         * @deprecated Use crescendo.v1.OpenRunResponse.$Properties instead.
         */
        interface IOpenRunResponse extends crescendo.v1.OpenRunResponse.$Properties {
        }

        /** Represents an OpenRunResponse. */
        class OpenRunResponse {

            /**
             * Constructs a new OpenRunResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.OpenRunResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OpenRunResponse run. */
            run: string;

            /** OpenRunResponse created. */
            created: boolean;

            /** OpenRunResponse spec. */
            spec?: (crescendo.v1.RunSpec.$Properties|null);

            /** OpenRunResponse specDigest. */
            specDigest: string;

            /** OpenRunResponse manifestDigest. */
            manifestDigest: string;

            /** OpenRunResponse engineVersion. */
            engineVersion: string;

            /** OpenRunResponse sampleCount. */
            sampleCount: number;

            /** OpenRunResponse classNames. */
            classNames: string[];

            /** OpenRunResponse stages. */
            stages: crescendo.v1.Stage.$Properties[];

            /** OpenRunResponse totalSteps. */
            totalSteps: number;

            /** OpenRunResponse scheduleToken. */
            scheduleToken: string;

            /** OpenRunResponse validationSampleCount. */
            validationSampleCount: number;

            /** OpenRunResponse serverVersion. */
            serverVersion?: (crescendo.v1.Version.$Properties|null);

            /** OpenRunResponse siblings. */
            siblings: string[];

            /** OpenRunResponse datasets. */
            datasets: crescendo.v1.DatasetInfo.$Properties[];

            /**
             * Creates a new OpenRunResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OpenRunResponse instance
             */
            static create(properties: crescendo.v1.OpenRunResponse.$Shape): crescendo.v1.OpenRunResponse & crescendo.v1.OpenRunResponse.$Shape;
            static create(properties?: crescendo.v1.OpenRunResponse.$Properties): crescendo.v1.OpenRunResponse;

            /**
             * Encodes the specified OpenRunResponse message. Does not implicitly {@link crescendo.v1.OpenRunResponse.verify|verify} messages.
             * @param message OpenRunResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.OpenRunResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OpenRunResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.OpenRunResponse & crescendo.v1.OpenRunResponse.$Shape} OpenRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.OpenRunResponse & crescendo.v1.OpenRunResponse.$Shape;

            /**
             * Creates an OpenRunResponse message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns OpenRunResponse
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.OpenRunResponse;

            /**
             * Creates a plain object from an OpenRunResponse message. Also converts values to other types if specified.
             * @param message OpenRunResponse
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.OpenRunResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this OpenRunResponse to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for OpenRunResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace OpenRunResponse {

            /** Properties of an OpenRunResponse. */
            interface $Properties {

                /** OpenRunResponse run */
                run?: (string|null);

                /** OpenRunResponse created */
                created?: (boolean|null);

                /** OpenRunResponse spec */
                spec?: (crescendo.v1.RunSpec.$Properties|null);

                /** OpenRunResponse specDigest */
                specDigest?: (string|null);

                /** OpenRunResponse manifestDigest */
                manifestDigest?: (string|null);

                /** OpenRunResponse engineVersion */
                engineVersion?: (string|null);

                /** OpenRunResponse sampleCount */
                sampleCount?: (number|null);

                /** OpenRunResponse classNames */
                classNames?: (string[]|null);

                /** OpenRunResponse stages */
                stages?: (crescendo.v1.Stage.$Properties[]|null);

                /** OpenRunResponse totalSteps */
                totalSteps?: (number|null);

                /** OpenRunResponse scheduleToken */
                scheduleToken?: (string|null);

                /** OpenRunResponse validationSampleCount */
                validationSampleCount?: (number|null);

                /** OpenRunResponse serverVersion */
                serverVersion?: (crescendo.v1.Version.$Properties|null);

                /** OpenRunResponse siblings */
                siblings?: (string[]|null);

                /** OpenRunResponse datasets */
                datasets?: (crescendo.v1.DatasetInfo.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OpenRunResponse. */
            type $Shape = crescendo.v1.OpenRunResponse.$Properties;
        }

        /**
         * Properties of a GetServerRequest.
         * @deprecated Use crescendo.v1.GetServerRequest.$Properties instead.
         */
        interface IGetServerRequest extends crescendo.v1.GetServerRequest.$Properties {
        }

        /** Represents a GetServerRequest. */
        class GetServerRequest {

            /**
             * Constructs a new GetServerRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.GetServerRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new GetServerRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetServerRequest instance
             */
            static create(properties: crescendo.v1.GetServerRequest.$Shape): crescendo.v1.GetServerRequest & crescendo.v1.GetServerRequest.$Shape;
            static create(properties?: crescendo.v1.GetServerRequest.$Properties): crescendo.v1.GetServerRequest;

            /**
             * Encodes the specified GetServerRequest message. Does not implicitly {@link crescendo.v1.GetServerRequest.verify|verify} messages.
             * @param message GetServerRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.GetServerRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetServerRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.GetServerRequest & crescendo.v1.GetServerRequest.$Shape} GetServerRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.GetServerRequest & crescendo.v1.GetServerRequest.$Shape;

            /**
             * Creates a GetServerRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns GetServerRequest
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.GetServerRequest;

            /**
             * Creates a plain object from a GetServerRequest message. Also converts values to other types if specified.
             * @param message GetServerRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.GetServerRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this GetServerRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for GetServerRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace GetServerRequest {

            /** Properties of a GetServerRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetServerRequest. */
            type $Shape = crescendo.v1.GetServerRequest.$Properties;
        }

        /**
         * Properties of a DatasetInfo.
         * @deprecated Use crescendo.v1.DatasetInfo.$Properties instead.
         */
        interface IDatasetInfo extends crescendo.v1.DatasetInfo.$Properties {
        }

        /** Represents a DatasetInfo. */
        class DatasetInfo {

            /**
             * Constructs a new DatasetInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.DatasetInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DatasetInfo id. */
            id: string;

            /** DatasetInfo manifestDigest. */
            manifestDigest: string;

            /** DatasetInfo sampleCount. */
            sampleCount: number;

            /**
             * Creates a new DatasetInfo instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DatasetInfo instance
             */
            static create(properties: crescendo.v1.DatasetInfo.$Shape): crescendo.v1.DatasetInfo & crescendo.v1.DatasetInfo.$Shape;
            static create(properties?: crescendo.v1.DatasetInfo.$Properties): crescendo.v1.DatasetInfo;

            /**
             * Encodes the specified DatasetInfo message. Does not implicitly {@link crescendo.v1.DatasetInfo.verify|verify} messages.
             * @param message DatasetInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.DatasetInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DatasetInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.DatasetInfo & crescendo.v1.DatasetInfo.$Shape} DatasetInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.DatasetInfo & crescendo.v1.DatasetInfo.$Shape;

            /**
             * Creates a DatasetInfo message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns DatasetInfo
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.DatasetInfo;

            /**
             * Creates a plain object from a DatasetInfo message. Also converts values to other types if specified.
             * @param message DatasetInfo
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.DatasetInfo, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this DatasetInfo to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for DatasetInfo
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace DatasetInfo {

            /** Properties of a DatasetInfo. */
            interface $Properties {

                /** DatasetInfo id */
                id?: (string|null);

                /** DatasetInfo manifestDigest */
                manifestDigest?: (string|null);

                /** DatasetInfo sampleCount */
                sampleCount?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DatasetInfo. */
            type $Shape = crescendo.v1.DatasetInfo.$Properties;
        }

        /**
         * Properties of a ServerLoad.
         * @deprecated Use crescendo.v1.ServerLoad.$Properties instead.
         */
        interface IServerLoad extends crescendo.v1.ServerLoad.$Properties {
        }

        /** Represents a ServerLoad. */
        class ServerLoad {

            /**
             * Constructs a new ServerLoad.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.ServerLoad.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ServerLoad busyWorkers. */
            busyWorkers: number;

            /** ServerLoad trainerWait. */
            trainerWait: number;

            /** ServerLoad streams. */
            streams: number;

            /**
             * Creates a new ServerLoad instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ServerLoad instance
             */
            static create(properties: crescendo.v1.ServerLoad.$Shape): crescendo.v1.ServerLoad & crescendo.v1.ServerLoad.$Shape;
            static create(properties?: crescendo.v1.ServerLoad.$Properties): crescendo.v1.ServerLoad;

            /**
             * Encodes the specified ServerLoad message. Does not implicitly {@link crescendo.v1.ServerLoad.verify|verify} messages.
             * @param message ServerLoad message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.ServerLoad.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ServerLoad message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.ServerLoad & crescendo.v1.ServerLoad.$Shape} ServerLoad
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.ServerLoad & crescendo.v1.ServerLoad.$Shape;

            /**
             * Creates a ServerLoad message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ServerLoad
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.ServerLoad;

            /**
             * Creates a plain object from a ServerLoad message. Also converts values to other types if specified.
             * @param message ServerLoad
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.ServerLoad, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ServerLoad to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ServerLoad
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ServerLoad {

            /** Properties of a ServerLoad. */
            interface $Properties {

                /** ServerLoad busyWorkers */
                busyWorkers?: (number|null);

                /** ServerLoad trainerWait */
                trainerWait?: (number|null);

                /** ServerLoad streams */
                streams?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ServerLoad. */
            type $Shape = crescendo.v1.ServerLoad.$Properties;
        }

        /**
         * Properties of a GetServerResponse.
         * @deprecated Use crescendo.v1.GetServerResponse.$Properties instead.
         */
        interface IGetServerResponse extends crescendo.v1.GetServerResponse.$Properties {
        }

        /** Represents a GetServerResponse. */
        class GetServerResponse {

            /**
             * Constructs a new GetServerResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.GetServerResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetServerResponse instance. */
            instance: string;

            /** GetServerResponse stateId. */
            stateId: string;

            /** GetServerResponse engineVersion. */
            engineVersion: string;

            /** GetServerResponse serverVersion. */
            serverVersion?: (crescendo.v1.Version.$Properties|null);

            /** GetServerResponse datasets. */
            datasets: crescendo.v1.DatasetInfo.$Properties[];

            /** GetServerResponse draining. */
            draining: boolean;

            /** GetServerResponse workers. */
            workers: number;

            /** GetServerResponse siblings. */
            siblings: string[];

            /** GetServerResponse load. */
            load?: (crescendo.v1.ServerLoad.$Properties|null);

            /**
             * Creates a new GetServerResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetServerResponse instance
             */
            static create(properties: crescendo.v1.GetServerResponse.$Shape): crescendo.v1.GetServerResponse & crescendo.v1.GetServerResponse.$Shape;
            static create(properties?: crescendo.v1.GetServerResponse.$Properties): crescendo.v1.GetServerResponse;

            /**
             * Encodes the specified GetServerResponse message. Does not implicitly {@link crescendo.v1.GetServerResponse.verify|verify} messages.
             * @param message GetServerResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.GetServerResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetServerResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.GetServerResponse & crescendo.v1.GetServerResponse.$Shape} GetServerResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.GetServerResponse & crescendo.v1.GetServerResponse.$Shape;

            /**
             * Creates a GetServerResponse message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns GetServerResponse
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.GetServerResponse;

            /**
             * Creates a plain object from a GetServerResponse message. Also converts values to other types if specified.
             * @param message GetServerResponse
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.GetServerResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this GetServerResponse to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for GetServerResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace GetServerResponse {

            /** Properties of a GetServerResponse. */
            interface $Properties {

                /** GetServerResponse instance */
                instance?: (string|null);

                /** GetServerResponse stateId */
                stateId?: (string|null);

                /** GetServerResponse engineVersion */
                engineVersion?: (string|null);

                /** GetServerResponse serverVersion */
                serverVersion?: (crescendo.v1.Version.$Properties|null);

                /** GetServerResponse datasets */
                datasets?: (crescendo.v1.DatasetInfo.$Properties[]|null);

                /** GetServerResponse draining */
                draining?: (boolean|null);

                /** GetServerResponse workers */
                workers?: (number|null);

                /** GetServerResponse siblings */
                siblings?: (string[]|null);

                /** GetServerResponse load */
                load?: (crescendo.v1.ServerLoad.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetServerResponse. */
            type $Shape = crescendo.v1.GetServerResponse.$Properties;
        }

        /** Split enum. */
        enum Split {

            /** SPLIT_UNSPECIFIED value */
            SPLIT_UNSPECIFIED = 0,

            /** SPLIT_TRAIN value */
            SPLIT_TRAIN = 1,

            /** SPLIT_VAL value */
            SPLIT_VAL = 2
        }

        /**
         * Properties of a Subscribe.
         * @deprecated Use crescendo.v1.Subscribe.$Properties instead.
         */
        interface ISubscribe extends crescendo.v1.Subscribe.$Properties {
        }

        /** Represents a Subscribe. */
        class Subscribe {

            /**
             * Constructs a new Subscribe.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.Subscribe.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Subscribe run. */
            run: string;

            /** Subscribe rank. */
            rank: number;

            /** Subscribe worldSize. */
            worldSize: number;

            /** Subscribe step. */
            step?: (number|null);

            /** Subscribe afterLastAcknowledged. */
            afterLastAcknowledged?: (boolean|null);

            /** Subscribe window. */
            window: number;

            /** Subscribe scheduleToken. */
            scheduleToken: string;

            /** Subscribe split. */
            split: crescendo.v1.Split;

            /** Subscribe validationSize. */
            validationSize: number;

            /** Subscribe padRemainder. */
            padRemainder: boolean;

            /** Subscribe sharedMemorySlots. */
            sharedMemorySlots: number;

            /** Subscribe clientVersion. */
            clientVersion?: (crescendo.v1.Version.$Properties|null);

            /** Subscribe clientId. */
            clientId: string;

            /** Subscribe clientHost. */
            clientHost: string;

            /** Subscribe takeover. */
            takeover: boolean;

            /** Subscribe pull. */
            pull: boolean;

            /** Subscribe start. */
            start?: ("step"|"afterLastAcknowledged");

            /**
             * Creates a new Subscribe instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Subscribe instance
             */
            static create(properties: crescendo.v1.Subscribe.$Shape): crescendo.v1.Subscribe & crescendo.v1.Subscribe.$Shape;
            static create(properties?: crescendo.v1.Subscribe.$Properties): crescendo.v1.Subscribe;

            /**
             * Encodes the specified Subscribe message. Does not implicitly {@link crescendo.v1.Subscribe.verify|verify} messages.
             * @param message Subscribe message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.Subscribe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Subscribe message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.Subscribe & crescendo.v1.Subscribe.$Shape} Subscribe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.Subscribe & crescendo.v1.Subscribe.$Shape;

            /**
             * Creates a Subscribe message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Subscribe
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.Subscribe;

            /**
             * Creates a plain object from a Subscribe message. Also converts values to other types if specified.
             * @param message Subscribe
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.Subscribe, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Subscribe to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Subscribe
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Subscribe {

            /** Properties of a Subscribe. */
            interface $Properties {

                /** Subscribe run */
                run?: (string|null);

                /** Subscribe rank */
                rank?: (number|null);

                /** Subscribe worldSize */
                worldSize?: (number|null);

                /** Subscribe step */
                step?: (number|null);

                /** Subscribe afterLastAcknowledged */
                afterLastAcknowledged?: (boolean|null);

                /** Subscribe window */
                window?: (number|null);

                /** Subscribe scheduleToken */
                scheduleToken?: (string|null);

                /** Subscribe split */
                split?: (crescendo.v1.Split|null);

                /** Subscribe validationSize */
                validationSize?: (number|null);

                /** Subscribe padRemainder */
                padRemainder?: (boolean|null);

                /** Subscribe sharedMemorySlots */
                sharedMemorySlots?: (number|null);

                /** Subscribe clientVersion */
                clientVersion?: (crescendo.v1.Version.$Properties|null);

                /** Subscribe clientId */
                clientId?: (string|null);

                /** Subscribe clientHost */
                clientHost?: (string|null);

                /** Subscribe takeover */
                takeover?: (boolean|null);

                /** Subscribe pull */
                pull?: (boolean|null);

                /** Subscribe start */
                start?: ("step"|"afterLastAcknowledged");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Subscribe. */
            type $Shape = {
              run?: string|null;
              rank?: number|null;
              worldSize?: number|null;
              step?: number|null;
              afterLastAcknowledged?: boolean|null;
              window?: number|null;
              scheduleToken?: string|null;
              split?: crescendo.v1.Split|null;
              validationSize?: number|null;
              padRemainder?: boolean|null;
              sharedMemorySlots?: number|null;
              clientVersion?: crescendo.v1.Version.$Shape|null;
              clientId?: string|null;
              clientHost?: string|null;
              takeover?: boolean|null;
              pull?: boolean|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ start?: undefined; step?: null; afterLastAcknowledged?: null }|{ start?: "step"; step: number; afterLastAcknowledged?: null }|{ start?: "afterLastAcknowledged"; step?: null; afterLastAcknowledged: boolean })
            );
        }

        /**
         * Properties of a Fetch.
         * @deprecated Use crescendo.v1.Fetch.$Properties instead.
         */
        interface IFetch extends crescendo.v1.Fetch.$Properties {
        }

        /** Represents a Fetch. */
        class Fetch {

            /**
             * Constructs a new Fetch.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.Fetch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Fetch steps. */
            steps: number[];

            /** Fetch cancel. */
            cancel: number[];

            /**
             * Creates a new Fetch instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Fetch instance
             */
            static create(properties: crescendo.v1.Fetch.$Shape): crescendo.v1.Fetch & crescendo.v1.Fetch.$Shape;
            static create(properties?: crescendo.v1.Fetch.$Properties): crescendo.v1.Fetch;

            /**
             * Encodes the specified Fetch message. Does not implicitly {@link crescendo.v1.Fetch.verify|verify} messages.
             * @param message Fetch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.Fetch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Fetch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.Fetch & crescendo.v1.Fetch.$Shape} Fetch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.Fetch & crescendo.v1.Fetch.$Shape;

            /**
             * Creates a Fetch message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Fetch
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.Fetch;

            /**
             * Creates a plain object from a Fetch message. Also converts values to other types if specified.
             * @param message Fetch
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.Fetch, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Fetch to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Fetch
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Fetch {

            /** Properties of a Fetch. */
            interface $Properties {

                /** Fetch steps */
                steps?: (number[]|null);

                /** Fetch cancel */
                cancel?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Fetch. */
            type $Shape = crescendo.v1.Fetch.$Properties;
        }

        /**
         * Properties of a Progress.
         * @deprecated Use crescendo.v1.Progress.$Properties instead.
         */
        interface IProgress extends crescendo.v1.Progress.$Properties {
        }

        /** Represents a Progress. */
        class Progress {

            /**
             * Constructs a new Progress.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.Progress.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Progress consumedStep. */
            consumedStep: number;

            /** Progress stepSeconds. */
            stepSeconds: number;

            /** Progress waitSeconds. */
            waitSeconds?: (number|null);

            /**
             * Creates a new Progress instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Progress instance
             */
            static create(properties: crescendo.v1.Progress.$Shape): crescendo.v1.Progress & crescendo.v1.Progress.$Shape;
            static create(properties?: crescendo.v1.Progress.$Properties): crescendo.v1.Progress;

            /**
             * Encodes the specified Progress message. Does not implicitly {@link crescendo.v1.Progress.verify|verify} messages.
             * @param message Progress message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.Progress.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Progress message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.Progress & crescendo.v1.Progress.$Shape} Progress
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.Progress & crescendo.v1.Progress.$Shape;

            /**
             * Creates a Progress message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Progress
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.Progress;

            /**
             * Creates a plain object from a Progress message. Also converts values to other types if specified.
             * @param message Progress
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.Progress, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Progress to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Progress
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Progress {

            /** Properties of a Progress. */
            interface $Properties {

                /** Progress consumedStep */
                consumedStep?: (number|null);

                /** Progress stepSeconds */
                stepSeconds?: (number|null);

                /** Progress waitSeconds */
                waitSeconds?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Progress. */
            type $Shape = crescendo.v1.Progress.$Properties;
        }

        /**
         * Properties of a SharedMemoryOffer.
         * @deprecated Use crescendo.v1.SharedMemoryOffer.$Properties instead.
         */
        interface ISharedMemoryOffer extends crescendo.v1.SharedMemoryOffer.$Properties {
        }

        /** Represents a SharedMemoryOffer. */
        class SharedMemoryOffer {

            /**
             * Constructs a new SharedMemoryOffer.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.SharedMemoryOffer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SharedMemoryOffer path. */
            path: string;

            /** SharedMemoryOffer slots. */
            slots: number;

            /** SharedMemoryOffer slotBytes. */
            slotBytes: number;

            /** SharedMemoryOffer slotsOffset. */
            slotsOffset: number;

            /** SharedMemoryOffer leaseSeconds. */
            leaseSeconds: number;

            /**
             * Creates a new SharedMemoryOffer instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SharedMemoryOffer instance
             */
            static create(properties: crescendo.v1.SharedMemoryOffer.$Shape): crescendo.v1.SharedMemoryOffer & crescendo.v1.SharedMemoryOffer.$Shape;
            static create(properties?: crescendo.v1.SharedMemoryOffer.$Properties): crescendo.v1.SharedMemoryOffer;

            /**
             * Encodes the specified SharedMemoryOffer message. Does not implicitly {@link crescendo.v1.SharedMemoryOffer.verify|verify} messages.
             * @param message SharedMemoryOffer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.SharedMemoryOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SharedMemoryOffer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.SharedMemoryOffer & crescendo.v1.SharedMemoryOffer.$Shape} SharedMemoryOffer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.SharedMemoryOffer & crescendo.v1.SharedMemoryOffer.$Shape;

            /**
             * Creates a SharedMemoryOffer message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns SharedMemoryOffer
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.SharedMemoryOffer;

            /**
             * Creates a plain object from a SharedMemoryOffer message. Also converts values to other types if specified.
             * @param message SharedMemoryOffer
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.SharedMemoryOffer, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this SharedMemoryOffer to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for SharedMemoryOffer
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SharedMemoryOffer {

            /** Properties of a SharedMemoryOffer. */
            interface $Properties {

                /** SharedMemoryOffer path */
                path?: (string|null);

                /** SharedMemoryOffer slots */
                slots?: (number|null);

                /** SharedMemoryOffer slotBytes */
                slotBytes?: (number|null);

                /** SharedMemoryOffer slotsOffset */
                slotsOffset?: (number|null);

                /** SharedMemoryOffer leaseSeconds */
                leaseSeconds?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SharedMemoryOffer. */
            type $Shape = crescendo.v1.SharedMemoryOffer.$Properties;
        }

        /**
         * Properties of a SharedMemoryAnswer.
         * @deprecated Use crescendo.v1.SharedMemoryAnswer.$Properties instead.
         */
        interface ISharedMemoryAnswer extends crescendo.v1.SharedMemoryAnswer.$Properties {
        }

        /** Represents a SharedMemoryAnswer. */
        class SharedMemoryAnswer {

            /**
             * Constructs a new SharedMemoryAnswer.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.SharedMemoryAnswer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SharedMemoryAnswer proof. */
            proof: Uint8Array;

            /** SharedMemoryAnswer refusal. */
            refusal: string;

            /**
             * Creates a new SharedMemoryAnswer instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SharedMemoryAnswer instance
             */
            static create(properties: crescendo.v1.SharedMemoryAnswer.$Shape): crescendo.v1.SharedMemoryAnswer & crescendo.v1.SharedMemoryAnswer.$Shape;
            static create(properties?: crescendo.v1.SharedMemoryAnswer.$Properties): crescendo.v1.SharedMemoryAnswer;

            /**
             * Encodes the specified SharedMemoryAnswer message. Does not implicitly {@link crescendo.v1.SharedMemoryAnswer.verify|verify} messages.
             * @param message SharedMemoryAnswer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.SharedMemoryAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SharedMemoryAnswer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.SharedMemoryAnswer & crescendo.v1.SharedMemoryAnswer.$Shape} SharedMemoryAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.SharedMemoryAnswer & crescendo.v1.SharedMemoryAnswer.$Shape;

            /**
             * Creates a SharedMemoryAnswer message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns SharedMemoryAnswer
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.SharedMemoryAnswer;

            /**
             * Creates a plain object from a SharedMemoryAnswer message. Also converts values to other types if specified.
             * @param message SharedMemoryAnswer
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.SharedMemoryAnswer, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this SharedMemoryAnswer to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for SharedMemoryAnswer
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SharedMemoryAnswer {

            /** Properties of a SharedMemoryAnswer. */
            interface $Properties {

                /** SharedMemoryAnswer proof */
                proof?: (Uint8Array|null);

                /** SharedMemoryAnswer refusal */
                refusal?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SharedMemoryAnswer. */
            type $Shape = crescendo.v1.SharedMemoryAnswer.$Properties;
        }

        /**
         * Properties of a SharedMemoryRelease.
         * @deprecated Use crescendo.v1.SharedMemoryRelease.$Properties instead.
         */
        interface ISharedMemoryRelease extends crescendo.v1.SharedMemoryRelease.$Properties {
        }

        /** Represents a SharedMemoryRelease. */
        class SharedMemoryRelease {

            /**
             * Constructs a new SharedMemoryRelease.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.SharedMemoryRelease.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SharedMemoryRelease beforeStep. */
            beforeStep: number;

            /** SharedMemoryRelease steps. */
            steps: number[];

            /**
             * Creates a new SharedMemoryRelease instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SharedMemoryRelease instance
             */
            static create(properties: crescendo.v1.SharedMemoryRelease.$Shape): crescendo.v1.SharedMemoryRelease & crescendo.v1.SharedMemoryRelease.$Shape;
            static create(properties?: crescendo.v1.SharedMemoryRelease.$Properties): crescendo.v1.SharedMemoryRelease;

            /**
             * Encodes the specified SharedMemoryRelease message. Does not implicitly {@link crescendo.v1.SharedMemoryRelease.verify|verify} messages.
             * @param message SharedMemoryRelease message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.SharedMemoryRelease.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SharedMemoryRelease message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.SharedMemoryRelease & crescendo.v1.SharedMemoryRelease.$Shape} SharedMemoryRelease
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.SharedMemoryRelease & crescendo.v1.SharedMemoryRelease.$Shape;

            /**
             * Creates a SharedMemoryRelease message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns SharedMemoryRelease
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.SharedMemoryRelease;

            /**
             * Creates a plain object from a SharedMemoryRelease message. Also converts values to other types if specified.
             * @param message SharedMemoryRelease
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.SharedMemoryRelease, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this SharedMemoryRelease to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for SharedMemoryRelease
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SharedMemoryRelease {

            /** Properties of a SharedMemoryRelease. */
            interface $Properties {

                /** SharedMemoryRelease beforeStep */
                beforeStep?: (number|null);

                /** SharedMemoryRelease steps */
                steps?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SharedMemoryRelease. */
            type $Shape = crescendo.v1.SharedMemoryRelease.$Properties;
        }

        /**
         * Properties of a StreamBatchesRequest.
         * @deprecated Use crescendo.v1.StreamBatchesRequest.$Properties instead.
         */
        interface IStreamBatchesRequest extends crescendo.v1.StreamBatchesRequest.$Properties {
        }

        /** Represents a StreamBatchesRequest. */
        class StreamBatchesRequest {

            /**
             * Constructs a new StreamBatchesRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.StreamBatchesRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StreamBatchesRequest subscribe. */
            subscribe?: (crescendo.v1.Subscribe.$Properties|null);

            /** StreamBatchesRequest progress. */
            progress?: (crescendo.v1.Progress.$Properties|null);

            /** StreamBatchesRequest sharedMemory. */
            sharedMemory?: (crescendo.v1.SharedMemoryAnswer.$Properties|null);

            /** StreamBatchesRequest release. */
            release?: (crescendo.v1.SharedMemoryRelease.$Properties|null);

            /** StreamBatchesRequest fetch. */
            fetch?: (crescendo.v1.Fetch.$Properties|null);

            /** StreamBatchesRequest message. */
            message?: ("subscribe"|"progress"|"sharedMemory"|"release"|"fetch");

            /**
             * Creates a new StreamBatchesRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StreamBatchesRequest instance
             */
            static create(properties: crescendo.v1.StreamBatchesRequest.$Shape): crescendo.v1.StreamBatchesRequest & crescendo.v1.StreamBatchesRequest.$Shape;
            static create(properties?: crescendo.v1.StreamBatchesRequest.$Properties): crescendo.v1.StreamBatchesRequest;

            /**
             * Encodes the specified StreamBatchesRequest message. Does not implicitly {@link crescendo.v1.StreamBatchesRequest.verify|verify} messages.
             * @param message StreamBatchesRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.StreamBatchesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StreamBatchesRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.StreamBatchesRequest & crescendo.v1.StreamBatchesRequest.$Shape} StreamBatchesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.StreamBatchesRequest & crescendo.v1.StreamBatchesRequest.$Shape;

            /**
             * Creates a StreamBatchesRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns StreamBatchesRequest
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.StreamBatchesRequest;

            /**
             * Creates a plain object from a StreamBatchesRequest message. Also converts values to other types if specified.
             * @param message StreamBatchesRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.StreamBatchesRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this StreamBatchesRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for StreamBatchesRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace StreamBatchesRequest {

            /** Properties of a StreamBatchesRequest. */
            interface $Properties {

                /** StreamBatchesRequest subscribe */
                subscribe?: (crescendo.v1.Subscribe.$Properties|null);

                /** StreamBatchesRequest progress */
                progress?: (crescendo.v1.Progress.$Properties|null);

                /** StreamBatchesRequest sharedMemory */
                sharedMemory?: (crescendo.v1.SharedMemoryAnswer.$Properties|null);

                /** StreamBatchesRequest release */
                release?: (crescendo.v1.SharedMemoryRelease.$Properties|null);

                /** StreamBatchesRequest fetch */
                fetch?: (crescendo.v1.Fetch.$Properties|null);

                /** StreamBatchesRequest message */
                message?: ("subscribe"|"progress"|"sharedMemory"|"release"|"fetch");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a StreamBatchesRequest. */
            type $Shape = {
              subscribe?: crescendo.v1.Subscribe.$Shape|null;
              progress?: crescendo.v1.Progress.$Shape|null;
              sharedMemory?: crescendo.v1.SharedMemoryAnswer.$Shape|null;
              release?: crescendo.v1.SharedMemoryRelease.$Shape|null;
              fetch?: crescendo.v1.Fetch.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ message?: undefined; subscribe?: null; progress?: null; sharedMemory?: null; release?: null; fetch?: null }|{ message?: "subscribe"; subscribe: crescendo.v1.Subscribe.$Shape; progress?: null; sharedMemory?: null; release?: null; fetch?: null }|{ message?: "progress"; subscribe?: null; progress: crescendo.v1.Progress.$Shape; sharedMemory?: null; release?: null; fetch?: null }|{ message?: "sharedMemory"; subscribe?: null; progress?: null; sharedMemory: crescendo.v1.SharedMemoryAnswer.$Shape; release?: null; fetch?: null }|{ message?: "release"; subscribe?: null; progress?: null; sharedMemory?: null; release: crescendo.v1.SharedMemoryRelease.$Shape; fetch?: null }|{ message?: "fetch"; subscribe?: null; progress?: null; sharedMemory?: null; release?: null; fetch: crescendo.v1.Fetch.$Shape })
            );
        }

        /**
         * Properties of a SharedMemorySlot.
         * @deprecated Use crescendo.v1.SharedMemorySlot.$Properties instead.
         */
        interface ISharedMemorySlot extends crescendo.v1.SharedMemorySlot.$Properties {
        }

        /** Represents a SharedMemorySlot. */
        class SharedMemorySlot {

            /**
             * Constructs a new SharedMemorySlot.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.SharedMemorySlot.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SharedMemorySlot slot. */
            slot: number;

            /** SharedMemorySlot generation. */
            generation: number;

            /**
             * Creates a new SharedMemorySlot instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SharedMemorySlot instance
             */
            static create(properties: crescendo.v1.SharedMemorySlot.$Shape): crescendo.v1.SharedMemorySlot & crescendo.v1.SharedMemorySlot.$Shape;
            static create(properties?: crescendo.v1.SharedMemorySlot.$Properties): crescendo.v1.SharedMemorySlot;

            /**
             * Encodes the specified SharedMemorySlot message. Does not implicitly {@link crescendo.v1.SharedMemorySlot.verify|verify} messages.
             * @param message SharedMemorySlot message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.SharedMemorySlot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SharedMemorySlot message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.SharedMemorySlot & crescendo.v1.SharedMemorySlot.$Shape} SharedMemorySlot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.SharedMemorySlot & crescendo.v1.SharedMemorySlot.$Shape;

            /**
             * Creates a SharedMemorySlot message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns SharedMemorySlot
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.SharedMemorySlot;

            /**
             * Creates a plain object from a SharedMemorySlot message. Also converts values to other types if specified.
             * @param message SharedMemorySlot
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.SharedMemorySlot, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this SharedMemorySlot to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for SharedMemorySlot
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SharedMemorySlot {

            /** Properties of a SharedMemorySlot. */
            interface $Properties {

                /** SharedMemorySlot slot */
                slot?: (number|null);

                /** SharedMemorySlot generation */
                generation?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SharedMemorySlot. */
            type $Shape = crescendo.v1.SharedMemorySlot.$Properties;
        }

        /**
         * Properties of a Mixing.
         * @deprecated Use crescendo.v1.Mixing.$Properties instead.
         */
        interface IMixing extends crescendo.v1.Mixing.$Properties {
        }

        /** Represents a Mixing. */
        class Mixing {

            /**
             * Constructs a new Mixing.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.Mixing.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Mixing applied. */
            applied: boolean;

            /** Mixing partners. */
            partners: number[];

            /** Mixing lambdas. */
            lambdas: number[];

            /** Mixing boxes. */
            boxes: number[];

            /**
             * Creates a new Mixing instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Mixing instance
             */
            static create(properties: crescendo.v1.Mixing.$Shape): crescendo.v1.Mixing & crescendo.v1.Mixing.$Shape;
            static create(properties?: crescendo.v1.Mixing.$Properties): crescendo.v1.Mixing;

            /**
             * Encodes the specified Mixing message. Does not implicitly {@link crescendo.v1.Mixing.verify|verify} messages.
             * @param message Mixing message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.Mixing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Mixing message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.Mixing & crescendo.v1.Mixing.$Shape} Mixing
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.Mixing & crescendo.v1.Mixing.$Shape;

            /**
             * Creates a Mixing message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Mixing
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.Mixing;

            /**
             * Creates a plain object from a Mixing message. Also converts values to other types if specified.
             * @param message Mixing
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.Mixing, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Mixing to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Mixing
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Mixing {

            /** Properties of a Mixing. */
            interface $Properties {

                /** Mixing applied */
                applied?: (boolean|null);

                /** Mixing partners */
                partners?: (number[]|null);

                /** Mixing lambdas */
                lambdas?: (number[]|null);

                /** Mixing boxes */
                boxes?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Mixing. */
            type $Shape = crescendo.v1.Mixing.$Properties;
        }

        /**
         * Properties of a BatchHeader.
         * @deprecated Use crescendo.v1.BatchHeader.$Properties instead.
         */
        interface IBatchHeader extends crescendo.v1.BatchHeader.$Properties {
        }

        /** Represents a BatchHeader. */
        class BatchHeader {

            /**
             * Constructs a new BatchHeader.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.BatchHeader.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BatchHeader step. */
            step: number;

            /** BatchHeader epoch. */
            epoch: number;

            /** BatchHeader stage. */
            stage: number;

            /** BatchHeader bandwidth. */
            bandwidth: number;

            /** BatchHeader magnitude. */
            magnitude?: (number|null);

            /** BatchHeader shape. */
            shape: number[];

            /** BatchHeader dtype. */
            dtype: crescendo.v1.Dtype;

            /** BatchHeader labels. */
            labels: number[];

            /** BatchHeader keys. */
            keys: string[];

            /** BatchHeader budgetStart. */
            budgetStart: number;

            /** BatchHeader budgetEnd. */
            budgetEnd: number;

            /** BatchHeader suggestedAccumulation. */
            suggestedAccumulation: number;

            /** BatchHeader scheduleToken. */
            scheduleToken: string;

            /** BatchHeader byteLength. */
            byteLength: number;

            /** BatchHeader rankOffset. */
            rankOffset: number;

            /** BatchHeader replaced. */
            replaced: number;

            /** BatchHeader mixing. */
            mixing?: (crescendo.v1.Mixing.$Properties|null);

            /** BatchHeader invalid. */
            invalid: number[];

            /** BatchHeader sharedMemory. */
            sharedMemory?: (crescendo.v1.SharedMemorySlot.$Properties|null);

            /** BatchHeader tensors. */
            tensors: crescendo.v1.Tensor.$Properties[];

            /** BatchHeader size. */
            size: number[];

            /** BatchHeader datasets. */
            datasets: number[];

            /**
             * Creates a new BatchHeader instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BatchHeader instance
             */
            static create(properties: crescendo.v1.BatchHeader.$Shape): crescendo.v1.BatchHeader & crescendo.v1.BatchHeader.$Shape;
            static create(properties?: crescendo.v1.BatchHeader.$Properties): crescendo.v1.BatchHeader;

            /**
             * Encodes the specified BatchHeader message. Does not implicitly {@link crescendo.v1.BatchHeader.verify|verify} messages.
             * @param message BatchHeader message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.BatchHeader.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BatchHeader message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.BatchHeader & crescendo.v1.BatchHeader.$Shape} BatchHeader
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.BatchHeader & crescendo.v1.BatchHeader.$Shape;

            /**
             * Creates a BatchHeader message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns BatchHeader
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.BatchHeader;

            /**
             * Creates a plain object from a BatchHeader message. Also converts values to other types if specified.
             * @param message BatchHeader
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.BatchHeader, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this BatchHeader to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for BatchHeader
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace BatchHeader {

            /** Properties of a BatchHeader. */
            interface $Properties {

                /** BatchHeader step */
                step?: (number|null);

                /** BatchHeader epoch */
                epoch?: (number|null);

                /** BatchHeader stage */
                stage?: (number|null);

                /** BatchHeader bandwidth */
                bandwidth?: (number|null);

                /** BatchHeader magnitude */
                magnitude?: (number|null);

                /** BatchHeader shape */
                shape?: (number[]|null);

                /** BatchHeader dtype */
                dtype?: (crescendo.v1.Dtype|null);

                /** BatchHeader labels */
                labels?: (number[]|null);

                /** BatchHeader keys */
                keys?: (string[]|null);

                /** BatchHeader budgetStart */
                budgetStart?: (number|null);

                /** BatchHeader budgetEnd */
                budgetEnd?: (number|null);

                /** BatchHeader suggestedAccumulation */
                suggestedAccumulation?: (number|null);

                /** BatchHeader scheduleToken */
                scheduleToken?: (string|null);

                /** BatchHeader byteLength */
                byteLength?: (number|null);

                /** BatchHeader rankOffset */
                rankOffset?: (number|null);

                /** BatchHeader replaced */
                replaced?: (number|null);

                /** BatchHeader mixing */
                mixing?: (crescendo.v1.Mixing.$Properties|null);

                /** BatchHeader invalid */
                invalid?: (number[]|null);

                /** BatchHeader sharedMemory */
                sharedMemory?: (crescendo.v1.SharedMemorySlot.$Properties|null);

                /** BatchHeader tensors */
                tensors?: (crescendo.v1.Tensor.$Properties[]|null);

                /** BatchHeader size */
                size?: (number[]|null);

                /** BatchHeader datasets */
                datasets?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BatchHeader. */
            type $Shape = crescendo.v1.BatchHeader.$Properties;
        }

        /**
         * Properties of a Tensor.
         * @deprecated Use crescendo.v1.Tensor.$Properties instead.
         */
        interface ITensor extends crescendo.v1.Tensor.$Properties {
        }

        /** Represents a Tensor. */
        class Tensor {

            /**
             * Constructs a new Tensor.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.Tensor.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Tensor name. */
            name: string;

            /** Tensor dtype. */
            dtype: crescendo.v1.Dtype;

            /** Tensor shape. */
            shape: number[];

            /** Tensor sampleBytes. */
            sampleBytes: number;

            /** Tensor offset. */
            offset: number;

            /**
             * Creates a new Tensor instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Tensor instance
             */
            static create(properties: crescendo.v1.Tensor.$Shape): crescendo.v1.Tensor & crescendo.v1.Tensor.$Shape;
            static create(properties?: crescendo.v1.Tensor.$Properties): crescendo.v1.Tensor;

            /**
             * Encodes the specified Tensor message. Does not implicitly {@link crescendo.v1.Tensor.verify|verify} messages.
             * @param message Tensor message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.Tensor.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Tensor message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.Tensor & crescendo.v1.Tensor.$Shape} Tensor
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.Tensor & crescendo.v1.Tensor.$Shape;

            /**
             * Creates a Tensor message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Tensor
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.Tensor;

            /**
             * Creates a plain object from a Tensor message. Also converts values to other types if specified.
             * @param message Tensor
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.Tensor, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Tensor to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Tensor
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Tensor {

            /** Properties of a Tensor. */
            interface $Properties {

                /** Tensor name */
                name?: (string|null);

                /** Tensor dtype */
                dtype?: (crescendo.v1.Dtype|null);

                /** Tensor shape */
                shape?: (number[]|null);

                /** Tensor sampleBytes */
                sampleBytes?: (number|null);

                /** Tensor offset */
                offset?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Tensor. */
            type $Shape = crescendo.v1.Tensor.$Properties;
        }

        /**
         * Properties of a DataChunk.
         * @deprecated Use crescendo.v1.DataChunk.$Properties instead.
         */
        interface IDataChunk extends crescendo.v1.DataChunk.$Properties {
        }

        /** Represents a DataChunk. */
        class DataChunk {

            /**
             * Constructs a new DataChunk.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.DataChunk.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DataChunk data. */
            data: Uint8Array;

            /**
             * Creates a new DataChunk instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DataChunk instance
             */
            static create(properties: crescendo.v1.DataChunk.$Shape): crescendo.v1.DataChunk & crescendo.v1.DataChunk.$Shape;
            static create(properties?: crescendo.v1.DataChunk.$Properties): crescendo.v1.DataChunk;

            /**
             * Encodes the specified DataChunk message. Does not implicitly {@link crescendo.v1.DataChunk.verify|verify} messages.
             * @param message DataChunk message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.DataChunk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DataChunk message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.DataChunk & crescendo.v1.DataChunk.$Shape} DataChunk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.DataChunk & crescendo.v1.DataChunk.$Shape;

            /**
             * Creates a DataChunk message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns DataChunk
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.DataChunk;

            /**
             * Creates a plain object from a DataChunk message. Also converts values to other types if specified.
             * @param message DataChunk
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.DataChunk, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this DataChunk to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for DataChunk
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace DataChunk {

            /** Properties of a DataChunk. */
            interface $Properties {

                /** DataChunk data */
                data?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DataChunk. */
            type $Shape = crescendo.v1.DataChunk.$Properties;
        }

        /**
         * Properties of a StageChange.
         * @deprecated Use crescendo.v1.StageChange.$Properties instead.
         */
        interface IStageChange extends crescendo.v1.StageChange.$Properties {
        }

        /** Represents a StageChange. */
        class StageChange {

            /**
             * Constructs a new StageChange.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.StageChange.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StageChange stage. */
            stage?: (crescendo.v1.Stage.$Properties|null);

            /**
             * Creates a new StageChange instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StageChange instance
             */
            static create(properties: crescendo.v1.StageChange.$Shape): crescendo.v1.StageChange & crescendo.v1.StageChange.$Shape;
            static create(properties?: crescendo.v1.StageChange.$Properties): crescendo.v1.StageChange;

            /**
             * Encodes the specified StageChange message. Does not implicitly {@link crescendo.v1.StageChange.verify|verify} messages.
             * @param message StageChange message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.StageChange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StageChange message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.StageChange & crescendo.v1.StageChange.$Shape} StageChange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.StageChange & crescendo.v1.StageChange.$Shape;

            /**
             * Creates a StageChange message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns StageChange
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.StageChange;

            /**
             * Creates a plain object from a StageChange message. Also converts values to other types if specified.
             * @param message StageChange
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.StageChange, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this StageChange to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for StageChange
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace StageChange {

            /** Properties of a StageChange. */
            interface $Properties {

                /** StageChange stage */
                stage?: (crescendo.v1.Stage.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StageChange. */
            type $Shape = crescendo.v1.StageChange.$Properties;
        }

        /**
         * Properties of a Notice.
         * @deprecated Use crescendo.v1.Notice.$Properties instead.
         */
        interface INotice extends crescendo.v1.Notice.$Properties {
        }

        /** Represents a Notice. */
        class Notice {

            /**
             * Constructs a new Notice.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.Notice.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Notice reason. */
            reason: string;

            /** Notice message. */
            message: string;

            /**
             * Creates a new Notice instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Notice instance
             */
            static create(properties: crescendo.v1.Notice.$Shape): crescendo.v1.Notice & crescendo.v1.Notice.$Shape;
            static create(properties?: crescendo.v1.Notice.$Properties): crescendo.v1.Notice;

            /**
             * Encodes the specified Notice message. Does not implicitly {@link crescendo.v1.Notice.verify|verify} messages.
             * @param message Notice message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.Notice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Notice message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.Notice & crescendo.v1.Notice.$Shape} Notice
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.Notice & crescendo.v1.Notice.$Shape;

            /**
             * Creates a Notice message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Notice
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.Notice;

            /**
             * Creates a plain object from a Notice message. Also converts values to other types if specified.
             * @param message Notice
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.Notice, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Notice to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Notice
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Notice {

            /** Properties of a Notice. */
            interface $Properties {

                /** Notice reason */
                reason?: (string|null);

                /** Notice message */
                message?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Notice. */
            type $Shape = crescendo.v1.Notice.$Properties;
        }

        /**
         * Properties of a StreamBatchesResponse.
         * @deprecated Use crescendo.v1.StreamBatchesResponse.$Properties instead.
         */
        interface IStreamBatchesResponse extends crescendo.v1.StreamBatchesResponse.$Properties {
        }

        /** Represents a StreamBatchesResponse. */
        class StreamBatchesResponse {

            /**
             * Constructs a new StreamBatchesResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.StreamBatchesResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StreamBatchesResponse header. */
            header?: (crescendo.v1.BatchHeader.$Properties|null);

            /** StreamBatchesResponse chunk. */
            chunk?: (crescendo.v1.DataChunk.$Properties|null);

            /** StreamBatchesResponse stageChange. */
            stageChange?: (crescendo.v1.StageChange.$Properties|null);

            /** StreamBatchesResponse notice. */
            notice?: (crescendo.v1.Notice.$Properties|null);

            /** StreamBatchesResponse sharedMemoryOffer. */
            sharedMemoryOffer?: (crescendo.v1.SharedMemoryOffer.$Properties|null);

            /** StreamBatchesResponse tensorChunk. */
            tensorChunk?: (crescendo.v1.DataChunk.$Properties|null);

            /** StreamBatchesResponse message. */
            message?: ("header"|"chunk"|"stageChange"|"notice"|"sharedMemoryOffer"|"tensorChunk");

            /**
             * Creates a new StreamBatchesResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StreamBatchesResponse instance
             */
            static create(properties: crescendo.v1.StreamBatchesResponse.$Shape): crescendo.v1.StreamBatchesResponse & crescendo.v1.StreamBatchesResponse.$Shape;
            static create(properties?: crescendo.v1.StreamBatchesResponse.$Properties): crescendo.v1.StreamBatchesResponse;

            /**
             * Encodes the specified StreamBatchesResponse message. Does not implicitly {@link crescendo.v1.StreamBatchesResponse.verify|verify} messages.
             * @param message StreamBatchesResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.StreamBatchesResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StreamBatchesResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.StreamBatchesResponse & crescendo.v1.StreamBatchesResponse.$Shape} StreamBatchesResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.StreamBatchesResponse & crescendo.v1.StreamBatchesResponse.$Shape;

            /**
             * Creates a StreamBatchesResponse message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns StreamBatchesResponse
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.StreamBatchesResponse;

            /**
             * Creates a plain object from a StreamBatchesResponse message. Also converts values to other types if specified.
             * @param message StreamBatchesResponse
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.StreamBatchesResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this StreamBatchesResponse to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for StreamBatchesResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace StreamBatchesResponse {

            /** Properties of a StreamBatchesResponse. */
            interface $Properties {

                /** StreamBatchesResponse header */
                header?: (crescendo.v1.BatchHeader.$Properties|null);

                /** StreamBatchesResponse chunk */
                chunk?: (crescendo.v1.DataChunk.$Properties|null);

                /** StreamBatchesResponse stageChange */
                stageChange?: (crescendo.v1.StageChange.$Properties|null);

                /** StreamBatchesResponse notice */
                notice?: (crescendo.v1.Notice.$Properties|null);

                /** StreamBatchesResponse sharedMemoryOffer */
                sharedMemoryOffer?: (crescendo.v1.SharedMemoryOffer.$Properties|null);

                /** StreamBatchesResponse tensorChunk */
                tensorChunk?: (crescendo.v1.DataChunk.$Properties|null);

                /** StreamBatchesResponse message */
                message?: ("header"|"chunk"|"stageChange"|"notice"|"sharedMemoryOffer"|"tensorChunk");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a StreamBatchesResponse. */
            type $Shape = {
              header?: crescendo.v1.BatchHeader.$Shape|null;
              chunk?: crescendo.v1.DataChunk.$Shape|null;
              stageChange?: crescendo.v1.StageChange.$Shape|null;
              notice?: crescendo.v1.Notice.$Shape|null;
              sharedMemoryOffer?: crescendo.v1.SharedMemoryOffer.$Shape|null;
              tensorChunk?: crescendo.v1.DataChunk.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ message?: undefined; header?: null; chunk?: null; stageChange?: null; notice?: null; sharedMemoryOffer?: null; tensorChunk?: null }|{ message?: "header"; header: crescendo.v1.BatchHeader.$Shape; chunk?: null; stageChange?: null; notice?: null; sharedMemoryOffer?: null; tensorChunk?: null }|{ message?: "chunk"; header?: null; chunk: crescendo.v1.DataChunk.$Shape; stageChange?: null; notice?: null; sharedMemoryOffer?: null; tensorChunk?: null }|{ message?: "stageChange"; header?: null; chunk?: null; stageChange: crescendo.v1.StageChange.$Shape; notice?: null; sharedMemoryOffer?: null; tensorChunk?: null }|{ message?: "notice"; header?: null; chunk?: null; stageChange?: null; notice: crescendo.v1.Notice.$Shape; sharedMemoryOffer?: null; tensorChunk?: null }|{ message?: "sharedMemoryOffer"; header?: null; chunk?: null; stageChange?: null; notice?: null; sharedMemoryOffer: crescendo.v1.SharedMemoryOffer.$Shape; tensorChunk?: null }|{ message?: "tensorChunk"; header?: null; chunk?: null; stageChange?: null; notice?: null; sharedMemoryOffer?: null; tensorChunk: crescendo.v1.DataChunk.$Shape })
            );
        }

        /**
         * Properties of a ReportProgressRequest.
         * @deprecated Use crescendo.v1.ReportProgressRequest.$Properties instead.
         */
        interface IReportProgressRequest extends crescendo.v1.ReportProgressRequest.$Properties {
        }

        /** Represents a ReportProgressRequest. */
        class ReportProgressRequest {

            /**
             * Constructs a new ReportProgressRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.ReportProgressRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReportProgressRequest run. */
            run: string;

            /** ReportProgressRequest rank. */
            rank: number;

            /** ReportProgressRequest progress. */
            progress?: (crescendo.v1.Progress.$Properties|null);

            /** ReportProgressRequest worldSize. */
            worldSize: number;

            /** ReportProgressRequest clientId. */
            clientId: string;

            /**
             * Creates a new ReportProgressRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ReportProgressRequest instance
             */
            static create(properties: crescendo.v1.ReportProgressRequest.$Shape): crescendo.v1.ReportProgressRequest & crescendo.v1.ReportProgressRequest.$Shape;
            static create(properties?: crescendo.v1.ReportProgressRequest.$Properties): crescendo.v1.ReportProgressRequest;

            /**
             * Encodes the specified ReportProgressRequest message. Does not implicitly {@link crescendo.v1.ReportProgressRequest.verify|verify} messages.
             * @param message ReportProgressRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.ReportProgressRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReportProgressRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.ReportProgressRequest & crescendo.v1.ReportProgressRequest.$Shape} ReportProgressRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.ReportProgressRequest & crescendo.v1.ReportProgressRequest.$Shape;

            /**
             * Creates a ReportProgressRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ReportProgressRequest
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.ReportProgressRequest;

            /**
             * Creates a plain object from a ReportProgressRequest message. Also converts values to other types if specified.
             * @param message ReportProgressRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.ReportProgressRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ReportProgressRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ReportProgressRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ReportProgressRequest {

            /** Properties of a ReportProgressRequest. */
            interface $Properties {

                /** ReportProgressRequest run */
                run?: (string|null);

                /** ReportProgressRequest rank */
                rank?: (number|null);

                /** ReportProgressRequest progress */
                progress?: (crescendo.v1.Progress.$Properties|null);

                /** ReportProgressRequest worldSize */
                worldSize?: (number|null);

                /** ReportProgressRequest clientId */
                clientId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReportProgressRequest. */
            type $Shape = crescendo.v1.ReportProgressRequest.$Properties;
        }

        /**
         * Properties of a ReportProgressResponse.
         * @deprecated Use crescendo.v1.ReportProgressResponse.$Properties instead.
         */
        interface IReportProgressResponse extends crescendo.v1.ReportProgressResponse.$Properties {
        }

        /** Represents a ReportProgressResponse. */
        class ReportProgressResponse {

            /**
             * Constructs a new ReportProgressResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.ReportProgressResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReportProgressResponse consumedStep. */
            consumedStep: number;

            /**
             * Creates a new ReportProgressResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ReportProgressResponse instance
             */
            static create(properties: crescendo.v1.ReportProgressResponse.$Shape): crescendo.v1.ReportProgressResponse & crescendo.v1.ReportProgressResponse.$Shape;
            static create(properties?: crescendo.v1.ReportProgressResponse.$Properties): crescendo.v1.ReportProgressResponse;

            /**
             * Encodes the specified ReportProgressResponse message. Does not implicitly {@link crescendo.v1.ReportProgressResponse.verify|verify} messages.
             * @param message ReportProgressResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.ReportProgressResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReportProgressResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.ReportProgressResponse & crescendo.v1.ReportProgressResponse.$Shape} ReportProgressResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.ReportProgressResponse & crescendo.v1.ReportProgressResponse.$Shape;

            /**
             * Creates a ReportProgressResponse message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ReportProgressResponse
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.ReportProgressResponse;

            /**
             * Creates a plain object from a ReportProgressResponse message. Also converts values to other types if specified.
             * @param message ReportProgressResponse
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.ReportProgressResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ReportProgressResponse to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ReportProgressResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ReportProgressResponse {

            /** Properties of a ReportProgressResponse. */
            interface $Properties {

                /** ReportProgressResponse consumedStep */
                consumedStep?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReportProgressResponse. */
            type $Shape = crescendo.v1.ReportProgressResponse.$Properties;
        }

        /**
         * Properties of a GetRunRequest.
         * @deprecated Use crescendo.v1.GetRunRequest.$Properties instead.
         */
        interface IGetRunRequest extends crescendo.v1.GetRunRequest.$Properties {
        }

        /** Represents a GetRunRequest. */
        class GetRunRequest {

            /**
             * Constructs a new GetRunRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.GetRunRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetRunRequest run. */
            run: string;

            /**
             * Creates a new GetRunRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetRunRequest instance
             */
            static create(properties: crescendo.v1.GetRunRequest.$Shape): crescendo.v1.GetRunRequest & crescendo.v1.GetRunRequest.$Shape;
            static create(properties?: crescendo.v1.GetRunRequest.$Properties): crescendo.v1.GetRunRequest;

            /**
             * Encodes the specified GetRunRequest message. Does not implicitly {@link crescendo.v1.GetRunRequest.verify|verify} messages.
             * @param message GetRunRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.GetRunRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetRunRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.GetRunRequest & crescendo.v1.GetRunRequest.$Shape} GetRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.GetRunRequest & crescendo.v1.GetRunRequest.$Shape;

            /**
             * Creates a GetRunRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns GetRunRequest
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.GetRunRequest;

            /**
             * Creates a plain object from a GetRunRequest message. Also converts values to other types if specified.
             * @param message GetRunRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.GetRunRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this GetRunRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for GetRunRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace GetRunRequest {

            /** Properties of a GetRunRequest. */
            interface $Properties {

                /** GetRunRequest run */
                run?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetRunRequest. */
            type $Shape = crescendo.v1.GetRunRequest.$Properties;
        }

        /**
         * Properties of a RankProgress.
         * @deprecated Use crescendo.v1.RankProgress.$Properties instead.
         */
        interface IRankProgress extends crescendo.v1.RankProgress.$Properties {
        }

        /** Represents a RankProgress. */
        class RankProgress {

            /**
             * Constructs a new RankProgress.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.RankProgress.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RankProgress rank. */
            rank: number;

            /** RankProgress consumedStep. */
            consumedStep: number;

            /** RankProgress stepSeconds. */
            stepSeconds: number;

            /** RankProgress worldSize. */
            worldSize: number;

            /**
             * Creates a new RankProgress instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RankProgress instance
             */
            static create(properties: crescendo.v1.RankProgress.$Shape): crescendo.v1.RankProgress & crescendo.v1.RankProgress.$Shape;
            static create(properties?: crescendo.v1.RankProgress.$Properties): crescendo.v1.RankProgress;

            /**
             * Encodes the specified RankProgress message. Does not implicitly {@link crescendo.v1.RankProgress.verify|verify} messages.
             * @param message RankProgress message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.RankProgress.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RankProgress message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.RankProgress & crescendo.v1.RankProgress.$Shape} RankProgress
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.RankProgress & crescendo.v1.RankProgress.$Shape;

            /**
             * Creates a RankProgress message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns RankProgress
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.RankProgress;

            /**
             * Creates a plain object from a RankProgress message. Also converts values to other types if specified.
             * @param message RankProgress
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.RankProgress, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this RankProgress to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for RankProgress
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace RankProgress {

            /** Properties of a RankProgress. */
            interface $Properties {

                /** RankProgress rank */
                rank?: (number|null);

                /** RankProgress consumedStep */
                consumedStep?: (number|null);

                /** RankProgress stepSeconds */
                stepSeconds?: (number|null);

                /** RankProgress worldSize */
                worldSize?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RankProgress. */
            type $Shape = crescendo.v1.RankProgress.$Properties;
        }

        /**
         * Properties of a BadSample.
         * @deprecated Use crescendo.v1.BadSample.$Properties instead.
         */
        interface IBadSample extends crescendo.v1.BadSample.$Properties {
        }

        /** Represents a BadSample. */
        class BadSample {

            /**
             * Constructs a new BadSample.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.BadSample.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BadSample key. */
            key: string;

            /** BadSample reason. */
            reason: string;

            /** BadSample replacedBy. */
            replacedBy: string;

            /** BadSample step. */
            step: number;

            /**
             * Creates a new BadSample instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BadSample instance
             */
            static create(properties: crescendo.v1.BadSample.$Shape): crescendo.v1.BadSample & crescendo.v1.BadSample.$Shape;
            static create(properties?: crescendo.v1.BadSample.$Properties): crescendo.v1.BadSample;

            /**
             * Encodes the specified BadSample message. Does not implicitly {@link crescendo.v1.BadSample.verify|verify} messages.
             * @param message BadSample message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.BadSample.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BadSample message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.BadSample & crescendo.v1.BadSample.$Shape} BadSample
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.BadSample & crescendo.v1.BadSample.$Shape;

            /**
             * Creates a BadSample message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns BadSample
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.BadSample;

            /**
             * Creates a plain object from a BadSample message. Also converts values to other types if specified.
             * @param message BadSample
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.BadSample, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this BadSample to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for BadSample
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace BadSample {

            /** Properties of a BadSample. */
            interface $Properties {

                /** BadSample key */
                key?: (string|null);

                /** BadSample reason */
                reason?: (string|null);

                /** BadSample replacedBy */
                replacedBy?: (string|null);

                /** BadSample step */
                step?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BadSample. */
            type $Shape = crescendo.v1.BadSample.$Properties;
        }

        /** RunState enum. */
        enum RunState {

            /** RUN_STATE_UNSPECIFIED value */
            RUN_STATE_UNSPECIFIED = 0,

            /** RUN_STATE_ACTIVE value */
            RUN_STATE_ACTIVE = 1,

            /** RUN_STATE_FINISHED value */
            RUN_STATE_FINISHED = 2,

            /** RUN_STATE_FAILED value */
            RUN_STATE_FAILED = 3
        }

        /**
         * Properties of an UnreadSample.
         * @deprecated Use crescendo.v1.UnreadSample.$Properties instead.
         */
        interface IUnreadSample extends crescendo.v1.UnreadSample.$Properties {
        }

        /** Represents an UnreadSample. */
        class UnreadSample {

            /**
             * Constructs a new UnreadSample.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.UnreadSample.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** UnreadSample dataset. */
            dataset: string;

            /** UnreadSample key. */
            key: string;

            /** UnreadSample reason. */
            reason: string;

            /**
             * Creates a new UnreadSample instance using the specified properties.
             * @param [properties] Properties to set
             * @returns UnreadSample instance
             */
            static create(properties: crescendo.v1.UnreadSample.$Shape): crescendo.v1.UnreadSample & crescendo.v1.UnreadSample.$Shape;
            static create(properties?: crescendo.v1.UnreadSample.$Properties): crescendo.v1.UnreadSample;

            /**
             * Encodes the specified UnreadSample message. Does not implicitly {@link crescendo.v1.UnreadSample.verify|verify} messages.
             * @param message UnreadSample message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.UnreadSample.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an UnreadSample message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.UnreadSample & crescendo.v1.UnreadSample.$Shape} UnreadSample
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.UnreadSample & crescendo.v1.UnreadSample.$Shape;

            /**
             * Creates an UnreadSample message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns UnreadSample
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.UnreadSample;

            /**
             * Creates a plain object from an UnreadSample message. Also converts values to other types if specified.
             * @param message UnreadSample
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.UnreadSample, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this UnreadSample to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for UnreadSample
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace UnreadSample {

            /** Properties of an UnreadSample. */
            interface $Properties {

                /** UnreadSample dataset */
                dataset?: (string|null);

                /** UnreadSample key */
                key?: (string|null);

                /** UnreadSample reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an UnreadSample. */
            type $Shape = crescendo.v1.UnreadSample.$Properties;
        }

        /**
         * Properties of a RunStatus.
         * @deprecated Use crescendo.v1.RunStatus.$Properties instead.
         */
        interface IRunStatus extends crescendo.v1.RunStatus.$Properties {
        }

        /** Represents a RunStatus. */
        class RunStatus {

            /**
             * Constructs a new RunStatus.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.RunStatus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RunStatus run. */
            run: string;

            /** RunStatus state. */
            state: crescendo.v1.RunState;

            /** RunStatus spec. */
            spec?: (crescendo.v1.RunSpec.$Properties|null);

            /** RunStatus stages. */
            stages: crescendo.v1.Stage.$Properties[];

            /** RunStatus ranks. */
            ranks: crescendo.v1.RankProgress.$Properties[];

            /** RunStatus consumedStep. */
            consumedStep?: (number|null);

            /** RunStatus budgetConsumed. */
            budgetConsumed: number;

            /** RunStatus badSampleCount. */
            badSampleCount: number;

            /** RunStatus badSamples. */
            badSamples: crescendo.v1.BadSample.$Properties[];

            /** RunStatus totalSteps. */
            totalSteps: number;

            /** RunStatus issuedSamples. */
            issuedSamples: number;

            /** RunStatus reissuedSamples. */
            reissuedSamples: number;

            /** RunStatus acknowledgedSamples. */
            acknowledgedSamples: number;

            /** RunStatus replayedSamples. */
            replayedSamples: number;

            /** RunStatus costs. */
            costs: crescendo.v1.MeasuredCost.$Properties[];

            /** RunStatus unreadValidationCount. */
            unreadValidationCount: number;

            /** RunStatus unreadValidation. */
            unreadValidation: crescendo.v1.UnreadSample.$Properties[];

            /** RunStatus datasets. */
            datasets: crescendo.v1.DatasetProgress.$Properties[];

            /**
             * Creates a new RunStatus instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RunStatus instance
             */
            static create(properties: crescendo.v1.RunStatus.$Shape): crescendo.v1.RunStatus & crescendo.v1.RunStatus.$Shape;
            static create(properties?: crescendo.v1.RunStatus.$Properties): crescendo.v1.RunStatus;

            /**
             * Encodes the specified RunStatus message. Does not implicitly {@link crescendo.v1.RunStatus.verify|verify} messages.
             * @param message RunStatus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.RunStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RunStatus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.RunStatus & crescendo.v1.RunStatus.$Shape} RunStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.RunStatus & crescendo.v1.RunStatus.$Shape;

            /**
             * Creates a RunStatus message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns RunStatus
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.RunStatus;

            /**
             * Creates a plain object from a RunStatus message. Also converts values to other types if specified.
             * @param message RunStatus
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.RunStatus, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this RunStatus to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for RunStatus
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace RunStatus {

            /** Properties of a RunStatus. */
            interface $Properties {

                /** RunStatus run */
                run?: (string|null);

                /** RunStatus state */
                state?: (crescendo.v1.RunState|null);

                /** RunStatus spec */
                spec?: (crescendo.v1.RunSpec.$Properties|null);

                /** RunStatus stages */
                stages?: (crescendo.v1.Stage.$Properties[]|null);

                /** RunStatus ranks */
                ranks?: (crescendo.v1.RankProgress.$Properties[]|null);

                /** RunStatus consumedStep */
                consumedStep?: (number|null);

                /** RunStatus budgetConsumed */
                budgetConsumed?: (number|null);

                /** RunStatus badSampleCount */
                badSampleCount?: (number|null);

                /** RunStatus badSamples */
                badSamples?: (crescendo.v1.BadSample.$Properties[]|null);

                /** RunStatus totalSteps */
                totalSteps?: (number|null);

                /** RunStatus issuedSamples */
                issuedSamples?: (number|null);

                /** RunStatus reissuedSamples */
                reissuedSamples?: (number|null);

                /** RunStatus acknowledgedSamples */
                acknowledgedSamples?: (number|null);

                /** RunStatus replayedSamples */
                replayedSamples?: (number|null);

                /** RunStatus costs */
                costs?: (crescendo.v1.MeasuredCost.$Properties[]|null);

                /** RunStatus unreadValidationCount */
                unreadValidationCount?: (number|null);

                /** RunStatus unreadValidation */
                unreadValidation?: (crescendo.v1.UnreadSample.$Properties[]|null);

                /** RunStatus datasets */
                datasets?: (crescendo.v1.DatasetProgress.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RunStatus. */
            type $Shape = crescendo.v1.RunStatus.$Properties;
        }

        /**
         * Properties of a DatasetProgress.
         * @deprecated Use crescendo.v1.DatasetProgress.$Properties instead.
         */
        interface IDatasetProgress extends crescendo.v1.DatasetProgress.$Properties {
        }

        /** Represents a DatasetProgress. */
        class DatasetProgress {

            /**
             * Constructs a new DatasetProgress.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.DatasetProgress.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DatasetProgress id. */
            id: string;

            /** DatasetProgress samples. */
            samples: number;

            /** DatasetProgress sampleCount. */
            sampleCount: number;

            /**
             * Creates a new DatasetProgress instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DatasetProgress instance
             */
            static create(properties: crescendo.v1.DatasetProgress.$Shape): crescendo.v1.DatasetProgress & crescendo.v1.DatasetProgress.$Shape;
            static create(properties?: crescendo.v1.DatasetProgress.$Properties): crescendo.v1.DatasetProgress;

            /**
             * Encodes the specified DatasetProgress message. Does not implicitly {@link crescendo.v1.DatasetProgress.verify|verify} messages.
             * @param message DatasetProgress message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.DatasetProgress.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DatasetProgress message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.DatasetProgress & crescendo.v1.DatasetProgress.$Shape} DatasetProgress
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.DatasetProgress & crescendo.v1.DatasetProgress.$Shape;

            /**
             * Creates a DatasetProgress message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns DatasetProgress
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.DatasetProgress;

            /**
             * Creates a plain object from a DatasetProgress message. Also converts values to other types if specified.
             * @param message DatasetProgress
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.DatasetProgress, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this DatasetProgress to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for DatasetProgress
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace DatasetProgress {

            /** Properties of a DatasetProgress. */
            interface $Properties {

                /** DatasetProgress id */
                id?: (string|null);

                /** DatasetProgress samples */
                samples?: (number|null);

                /** DatasetProgress sampleCount */
                sampleCount?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DatasetProgress. */
            type $Shape = crescendo.v1.DatasetProgress.$Properties;
        }

        /**
         * Properties of a MeasuredCost.
         * @deprecated Use crescendo.v1.MeasuredCost.$Properties instead.
         */
        interface IMeasuredCost extends crescendo.v1.MeasuredCost.$Properties {
        }

        /** Represents a MeasuredCost. */
        class MeasuredCost {

            /**
             * Constructs a new MeasuredCost.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.MeasuredCost.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MeasuredCost side. */
            side: number;

            /** MeasuredCost secondsPerSample. */
            secondsPerSample: number;

            /** MeasuredCost relative. */
            relative: number;

            /** MeasuredCost model. */
            model: number;

            /**
             * Creates a new MeasuredCost instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MeasuredCost instance
             */
            static create(properties: crescendo.v1.MeasuredCost.$Shape): crescendo.v1.MeasuredCost & crescendo.v1.MeasuredCost.$Shape;
            static create(properties?: crescendo.v1.MeasuredCost.$Properties): crescendo.v1.MeasuredCost;

            /**
             * Encodes the specified MeasuredCost message. Does not implicitly {@link crescendo.v1.MeasuredCost.verify|verify} messages.
             * @param message MeasuredCost message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.MeasuredCost.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MeasuredCost message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.MeasuredCost & crescendo.v1.MeasuredCost.$Shape} MeasuredCost
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.MeasuredCost & crescendo.v1.MeasuredCost.$Shape;

            /**
             * Creates a MeasuredCost message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns MeasuredCost
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.MeasuredCost;

            /**
             * Creates a plain object from a MeasuredCost message. Also converts values to other types if specified.
             * @param message MeasuredCost
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.MeasuredCost, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this MeasuredCost to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for MeasuredCost
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace MeasuredCost {

            /** Properties of a MeasuredCost. */
            interface $Properties {

                /** MeasuredCost side */
                side?: (number|null);

                /** MeasuredCost secondsPerSample */
                secondsPerSample?: (number|null);

                /** MeasuredCost relative */
                relative?: (number|null);

                /** MeasuredCost model */
                model?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MeasuredCost. */
            type $Shape = crescendo.v1.MeasuredCost.$Properties;
        }

        /**
         * Properties of a GetRunResponse.
         * @deprecated Use crescendo.v1.GetRunResponse.$Properties instead.
         */
        interface IGetRunResponse extends crescendo.v1.GetRunResponse.$Properties {
        }

        /** Represents a GetRunResponse. */
        class GetRunResponse {

            /**
             * Constructs a new GetRunResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.GetRunResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetRunResponse status. */
            status?: (crescendo.v1.RunStatus.$Properties|null);

            /**
             * Creates a new GetRunResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetRunResponse instance
             */
            static create(properties: crescendo.v1.GetRunResponse.$Shape): crescendo.v1.GetRunResponse & crescendo.v1.GetRunResponse.$Shape;
            static create(properties?: crescendo.v1.GetRunResponse.$Properties): crescendo.v1.GetRunResponse;

            /**
             * Encodes the specified GetRunResponse message. Does not implicitly {@link crescendo.v1.GetRunResponse.verify|verify} messages.
             * @param message GetRunResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.GetRunResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetRunResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.GetRunResponse & crescendo.v1.GetRunResponse.$Shape} GetRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.GetRunResponse & crescendo.v1.GetRunResponse.$Shape;

            /**
             * Creates a GetRunResponse message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns GetRunResponse
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.GetRunResponse;

            /**
             * Creates a plain object from a GetRunResponse message. Also converts values to other types if specified.
             * @param message GetRunResponse
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.GetRunResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this GetRunResponse to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for GetRunResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace GetRunResponse {

            /** Properties of a GetRunResponse. */
            interface $Properties {

                /** GetRunResponse status */
                status?: (crescendo.v1.RunStatus.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetRunResponse. */
            type $Shape = crescendo.v1.GetRunResponse.$Properties;
        }

        /**
         * Properties of a WatchRunRequest.
         * @deprecated Use crescendo.v1.WatchRunRequest.$Properties instead.
         */
        interface IWatchRunRequest extends crescendo.v1.WatchRunRequest.$Properties {
        }

        /** Represents a WatchRunRequest. */
        class WatchRunRequest {

            /**
             * Constructs a new WatchRunRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.WatchRunRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WatchRunRequest run. */
            run: string;

            /**
             * Creates a new WatchRunRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns WatchRunRequest instance
             */
            static create(properties: crescendo.v1.WatchRunRequest.$Shape): crescendo.v1.WatchRunRequest & crescendo.v1.WatchRunRequest.$Shape;
            static create(properties?: crescendo.v1.WatchRunRequest.$Properties): crescendo.v1.WatchRunRequest;

            /**
             * Encodes the specified WatchRunRequest message. Does not implicitly {@link crescendo.v1.WatchRunRequest.verify|verify} messages.
             * @param message WatchRunRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.WatchRunRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WatchRunRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.WatchRunRequest & crescendo.v1.WatchRunRequest.$Shape} WatchRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.WatchRunRequest & crescendo.v1.WatchRunRequest.$Shape;

            /**
             * Creates a WatchRunRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns WatchRunRequest
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.WatchRunRequest;

            /**
             * Creates a plain object from a WatchRunRequest message. Also converts values to other types if specified.
             * @param message WatchRunRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.WatchRunRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this WatchRunRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for WatchRunRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace WatchRunRequest {

            /** Properties of a WatchRunRequest. */
            interface $Properties {

                /** WatchRunRequest run */
                run?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a WatchRunRequest. */
            type $Shape = crescendo.v1.WatchRunRequest.$Properties;
        }

        /**
         * Properties of a WatchRunResponse.
         * @deprecated Use crescendo.v1.WatchRunResponse.$Properties instead.
         */
        interface IWatchRunResponse extends crescendo.v1.WatchRunResponse.$Properties {
        }

        /** Represents a WatchRunResponse. */
        class WatchRunResponse {

            /**
             * Constructs a new WatchRunResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.WatchRunResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WatchRunResponse status. */
            status?: (crescendo.v1.RunStatus.$Properties|null);

            /**
             * Creates a new WatchRunResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns WatchRunResponse instance
             */
            static create(properties: crescendo.v1.WatchRunResponse.$Shape): crescendo.v1.WatchRunResponse & crescendo.v1.WatchRunResponse.$Shape;
            static create(properties?: crescendo.v1.WatchRunResponse.$Properties): crescendo.v1.WatchRunResponse;

            /**
             * Encodes the specified WatchRunResponse message. Does not implicitly {@link crescendo.v1.WatchRunResponse.verify|verify} messages.
             * @param message WatchRunResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.WatchRunResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WatchRunResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.WatchRunResponse & crescendo.v1.WatchRunResponse.$Shape} WatchRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.WatchRunResponse & crescendo.v1.WatchRunResponse.$Shape;

            /**
             * Creates a WatchRunResponse message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns WatchRunResponse
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.WatchRunResponse;

            /**
             * Creates a plain object from a WatchRunResponse message. Also converts values to other types if specified.
             * @param message WatchRunResponse
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.WatchRunResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this WatchRunResponse to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for WatchRunResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace WatchRunResponse {

            /** Properties of a WatchRunResponse. */
            interface $Properties {

                /** WatchRunResponse status */
                status?: (crescendo.v1.RunStatus.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a WatchRunResponse. */
            type $Shape = crescendo.v1.WatchRunResponse.$Properties;
        }

        /**
         * Properties of a ListRunsRequest.
         * @deprecated Use crescendo.v1.ListRunsRequest.$Properties instead.
         */
        interface IListRunsRequest extends crescendo.v1.ListRunsRequest.$Properties {
        }

        /** Represents a ListRunsRequest. */
        class ListRunsRequest {

            /**
             * Constructs a new ListRunsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.ListRunsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListRunsRequest archived. */
            archived: boolean;

            /**
             * Creates a new ListRunsRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ListRunsRequest instance
             */
            static create(properties: crescendo.v1.ListRunsRequest.$Shape): crescendo.v1.ListRunsRequest & crescendo.v1.ListRunsRequest.$Shape;
            static create(properties?: crescendo.v1.ListRunsRequest.$Properties): crescendo.v1.ListRunsRequest;

            /**
             * Encodes the specified ListRunsRequest message. Does not implicitly {@link crescendo.v1.ListRunsRequest.verify|verify} messages.
             * @param message ListRunsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.ListRunsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListRunsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.ListRunsRequest & crescendo.v1.ListRunsRequest.$Shape} ListRunsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.ListRunsRequest & crescendo.v1.ListRunsRequest.$Shape;

            /**
             * Creates a ListRunsRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ListRunsRequest
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.ListRunsRequest;

            /**
             * Creates a plain object from a ListRunsRequest message. Also converts values to other types if specified.
             * @param message ListRunsRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.ListRunsRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ListRunsRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ListRunsRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ListRunsRequest {

            /** Properties of a ListRunsRequest. */
            interface $Properties {

                /** ListRunsRequest archived */
                archived?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListRunsRequest. */
            type $Shape = crescendo.v1.ListRunsRequest.$Properties;
        }

        /**
         * Properties of a RunSummary.
         * @deprecated Use crescendo.v1.RunSummary.$Properties instead.
         */
        interface IRunSummary extends crescendo.v1.RunSummary.$Properties {
        }

        /** Represents a RunSummary. */
        class RunSummary {

            /**
             * Constructs a new RunSummary.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.RunSummary.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RunSummary run. */
            run: string;

            /** RunSummary dataset. */
            dataset: string;

            /** RunSummary createdMs. */
            createdMs: number;

            /** RunSummary finished. */
            finished: boolean;

            /** RunSummary consumedStep. */
            consumedStep?: (number|null);

            /** RunSummary totalSteps. */
            totalSteps: number;

            /** RunSummary budgetConsumed. */
            budgetConsumed: number;

            /** RunSummary stage. */
            stage: number;

            /** RunSummary issuedSamples. */
            issuedSamples: number;

            /** RunSummary reissuedSamples. */
            reissuedSamples: number;

            /** RunSummary acknowledgedSamples. */
            acknowledgedSamples: number;

            /** RunSummary replayedSamples. */
            replayedSamples: number;

            /** RunSummary badSampleCount. */
            badSampleCount: number;

            /** RunSummary archived. */
            archived: boolean;

            /** RunSummary owner. */
            owner: string;

            /**
             * Creates a new RunSummary instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RunSummary instance
             */
            static create(properties: crescendo.v1.RunSummary.$Shape): crescendo.v1.RunSummary & crescendo.v1.RunSummary.$Shape;
            static create(properties?: crescendo.v1.RunSummary.$Properties): crescendo.v1.RunSummary;

            /**
             * Encodes the specified RunSummary message. Does not implicitly {@link crescendo.v1.RunSummary.verify|verify} messages.
             * @param message RunSummary message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.RunSummary.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RunSummary message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.RunSummary & crescendo.v1.RunSummary.$Shape} RunSummary
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.RunSummary & crescendo.v1.RunSummary.$Shape;

            /**
             * Creates a RunSummary message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns RunSummary
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.RunSummary;

            /**
             * Creates a plain object from a RunSummary message. Also converts values to other types if specified.
             * @param message RunSummary
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.RunSummary, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this RunSummary to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for RunSummary
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace RunSummary {

            /** Properties of a RunSummary. */
            interface $Properties {

                /** RunSummary run */
                run?: (string|null);

                /** RunSummary dataset */
                dataset?: (string|null);

                /** RunSummary createdMs */
                createdMs?: (number|null);

                /** RunSummary finished */
                finished?: (boolean|null);

                /** RunSummary consumedStep */
                consumedStep?: (number|null);

                /** RunSummary totalSteps */
                totalSteps?: (number|null);

                /** RunSummary budgetConsumed */
                budgetConsumed?: (number|null);

                /** RunSummary stage */
                stage?: (number|null);

                /** RunSummary issuedSamples */
                issuedSamples?: (number|null);

                /** RunSummary reissuedSamples */
                reissuedSamples?: (number|null);

                /** RunSummary acknowledgedSamples */
                acknowledgedSamples?: (number|null);

                /** RunSummary replayedSamples */
                replayedSamples?: (number|null);

                /** RunSummary badSampleCount */
                badSampleCount?: (number|null);

                /** RunSummary archived */
                archived?: (boolean|null);

                /** RunSummary owner */
                owner?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RunSummary. */
            type $Shape = crescendo.v1.RunSummary.$Properties;
        }

        /**
         * Properties of a ListRunsResponse.
         * @deprecated Use crescendo.v1.ListRunsResponse.$Properties instead.
         */
        interface IListRunsResponse extends crescendo.v1.ListRunsResponse.$Properties {
        }

        /** Represents a ListRunsResponse. */
        class ListRunsResponse {

            /**
             * Constructs a new ListRunsResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.ListRunsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListRunsResponse runs. */
            runs: crescendo.v1.RunSummary.$Properties[];

            /**
             * Creates a new ListRunsResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ListRunsResponse instance
             */
            static create(properties: crescendo.v1.ListRunsResponse.$Shape): crescendo.v1.ListRunsResponse & crescendo.v1.ListRunsResponse.$Shape;
            static create(properties?: crescendo.v1.ListRunsResponse.$Properties): crescendo.v1.ListRunsResponse;

            /**
             * Encodes the specified ListRunsResponse message. Does not implicitly {@link crescendo.v1.ListRunsResponse.verify|verify} messages.
             * @param message ListRunsResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.ListRunsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListRunsResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.ListRunsResponse & crescendo.v1.ListRunsResponse.$Shape} ListRunsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.ListRunsResponse & crescendo.v1.ListRunsResponse.$Shape;

            /**
             * Creates a ListRunsResponse message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ListRunsResponse
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.ListRunsResponse;

            /**
             * Creates a plain object from a ListRunsResponse message. Also converts values to other types if specified.
             * @param message ListRunsResponse
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.ListRunsResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ListRunsResponse to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ListRunsResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ListRunsResponse {

            /** Properties of a ListRunsResponse. */
            interface $Properties {

                /** ListRunsResponse runs */
                runs?: (crescendo.v1.RunSummary.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListRunsResponse. */
            type $Shape = crescendo.v1.ListRunsResponse.$Properties;
        }

        /**
         * Properties of a DeleteRunRequest.
         * @deprecated Use crescendo.v1.DeleteRunRequest.$Properties instead.
         */
        interface IDeleteRunRequest extends crescendo.v1.DeleteRunRequest.$Properties {
        }

        /** Represents a DeleteRunRequest. */
        class DeleteRunRequest {

            /**
             * Constructs a new DeleteRunRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.DeleteRunRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeleteRunRequest run. */
            run: string;

            /**
             * Creates a new DeleteRunRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DeleteRunRequest instance
             */
            static create(properties: crescendo.v1.DeleteRunRequest.$Shape): crescendo.v1.DeleteRunRequest & crescendo.v1.DeleteRunRequest.$Shape;
            static create(properties?: crescendo.v1.DeleteRunRequest.$Properties): crescendo.v1.DeleteRunRequest;

            /**
             * Encodes the specified DeleteRunRequest message. Does not implicitly {@link crescendo.v1.DeleteRunRequest.verify|verify} messages.
             * @param message DeleteRunRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.DeleteRunRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeleteRunRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.DeleteRunRequest & crescendo.v1.DeleteRunRequest.$Shape} DeleteRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.DeleteRunRequest & crescendo.v1.DeleteRunRequest.$Shape;

            /**
             * Creates a DeleteRunRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns DeleteRunRequest
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.DeleteRunRequest;

            /**
             * Creates a plain object from a DeleteRunRequest message. Also converts values to other types if specified.
             * @param message DeleteRunRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.DeleteRunRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this DeleteRunRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for DeleteRunRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace DeleteRunRequest {

            /** Properties of a DeleteRunRequest. */
            interface $Properties {

                /** DeleteRunRequest run */
                run?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeleteRunRequest. */
            type $Shape = crescendo.v1.DeleteRunRequest.$Properties;
        }

        /**
         * Properties of a DeleteRunResponse.
         * @deprecated Use crescendo.v1.DeleteRunResponse.$Properties instead.
         */
        interface IDeleteRunResponse extends crescendo.v1.DeleteRunResponse.$Properties {
        }

        /** Represents a DeleteRunResponse. */
        class DeleteRunResponse {

            /**
             * Constructs a new DeleteRunResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.DeleteRunResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new DeleteRunResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DeleteRunResponse instance
             */
            static create(properties: crescendo.v1.DeleteRunResponse.$Shape): crescendo.v1.DeleteRunResponse & crescendo.v1.DeleteRunResponse.$Shape;
            static create(properties?: crescendo.v1.DeleteRunResponse.$Properties): crescendo.v1.DeleteRunResponse;

            /**
             * Encodes the specified DeleteRunResponse message. Does not implicitly {@link crescendo.v1.DeleteRunResponse.verify|verify} messages.
             * @param message DeleteRunResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.DeleteRunResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeleteRunResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.DeleteRunResponse & crescendo.v1.DeleteRunResponse.$Shape} DeleteRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.DeleteRunResponse & crescendo.v1.DeleteRunResponse.$Shape;

            /**
             * Creates a DeleteRunResponse message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns DeleteRunResponse
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.DeleteRunResponse;

            /**
             * Creates a plain object from a DeleteRunResponse message. Also converts values to other types if specified.
             * @param message DeleteRunResponse
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.DeleteRunResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this DeleteRunResponse to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for DeleteRunResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace DeleteRunResponse {

            /** Properties of a DeleteRunResponse. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeleteRunResponse. */
            type $Shape = crescendo.v1.DeleteRunResponse.$Properties;
        }

        /**
         * Properties of a RenameRunRequest.
         * @deprecated Use crescendo.v1.RenameRunRequest.$Properties instead.
         */
        interface IRenameRunRequest extends crescendo.v1.RenameRunRequest.$Properties {
        }

        /** Represents a RenameRunRequest. */
        class RenameRunRequest {

            /**
             * Constructs a new RenameRunRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.RenameRunRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RenameRunRequest run. */
            run: string;

            /** RenameRunRequest to. */
            to: string;

            /**
             * Creates a new RenameRunRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RenameRunRequest instance
             */
            static create(properties: crescendo.v1.RenameRunRequest.$Shape): crescendo.v1.RenameRunRequest & crescendo.v1.RenameRunRequest.$Shape;
            static create(properties?: crescendo.v1.RenameRunRequest.$Properties): crescendo.v1.RenameRunRequest;

            /**
             * Encodes the specified RenameRunRequest message. Does not implicitly {@link crescendo.v1.RenameRunRequest.verify|verify} messages.
             * @param message RenameRunRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.RenameRunRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RenameRunRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.RenameRunRequest & crescendo.v1.RenameRunRequest.$Shape} RenameRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.RenameRunRequest & crescendo.v1.RenameRunRequest.$Shape;

            /**
             * Creates a RenameRunRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns RenameRunRequest
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.RenameRunRequest;

            /**
             * Creates a plain object from a RenameRunRequest message. Also converts values to other types if specified.
             * @param message RenameRunRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.RenameRunRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this RenameRunRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for RenameRunRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace RenameRunRequest {

            /** Properties of a RenameRunRequest. */
            interface $Properties {

                /** RenameRunRequest run */
                run?: (string|null);

                /** RenameRunRequest to */
                to?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RenameRunRequest. */
            type $Shape = crescendo.v1.RenameRunRequest.$Properties;
        }

        /**
         * Properties of a RenameRunResponse.
         * @deprecated Use crescendo.v1.RenameRunResponse.$Properties instead.
         */
        interface IRenameRunResponse extends crescendo.v1.RenameRunResponse.$Properties {
        }

        /** Represents a RenameRunResponse. */
        class RenameRunResponse {

            /**
             * Constructs a new RenameRunResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.RenameRunResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new RenameRunResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RenameRunResponse instance
             */
            static create(properties: crescendo.v1.RenameRunResponse.$Shape): crescendo.v1.RenameRunResponse & crescendo.v1.RenameRunResponse.$Shape;
            static create(properties?: crescendo.v1.RenameRunResponse.$Properties): crescendo.v1.RenameRunResponse;

            /**
             * Encodes the specified RenameRunResponse message. Does not implicitly {@link crescendo.v1.RenameRunResponse.verify|verify} messages.
             * @param message RenameRunResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.RenameRunResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RenameRunResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.RenameRunResponse & crescendo.v1.RenameRunResponse.$Shape} RenameRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.RenameRunResponse & crescendo.v1.RenameRunResponse.$Shape;

            /**
             * Creates a RenameRunResponse message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns RenameRunResponse
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.RenameRunResponse;

            /**
             * Creates a plain object from a RenameRunResponse message. Also converts values to other types if specified.
             * @param message RenameRunResponse
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.RenameRunResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this RenameRunResponse to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for RenameRunResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace RenameRunResponse {

            /** Properties of a RenameRunResponse. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RenameRunResponse. */
            type $Shape = crescendo.v1.RenameRunResponse.$Properties;
        }

        /**
         * Properties of a ResetRunRequest.
         * @deprecated Use crescendo.v1.ResetRunRequest.$Properties instead.
         */
        interface IResetRunRequest extends crescendo.v1.ResetRunRequest.$Properties {
        }

        /** Represents a ResetRunRequest. */
        class ResetRunRequest {

            /**
             * Constructs a new ResetRunRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.ResetRunRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ResetRunRequest run. */
            run: string;

            /**
             * Creates a new ResetRunRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ResetRunRequest instance
             */
            static create(properties: crescendo.v1.ResetRunRequest.$Shape): crescendo.v1.ResetRunRequest & crescendo.v1.ResetRunRequest.$Shape;
            static create(properties?: crescendo.v1.ResetRunRequest.$Properties): crescendo.v1.ResetRunRequest;

            /**
             * Encodes the specified ResetRunRequest message. Does not implicitly {@link crescendo.v1.ResetRunRequest.verify|verify} messages.
             * @param message ResetRunRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.ResetRunRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ResetRunRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.ResetRunRequest & crescendo.v1.ResetRunRequest.$Shape} ResetRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.ResetRunRequest & crescendo.v1.ResetRunRequest.$Shape;

            /**
             * Creates a ResetRunRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ResetRunRequest
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.ResetRunRequest;

            /**
             * Creates a plain object from a ResetRunRequest message. Also converts values to other types if specified.
             * @param message ResetRunRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.ResetRunRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ResetRunRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ResetRunRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ResetRunRequest {

            /** Properties of a ResetRunRequest. */
            interface $Properties {

                /** ResetRunRequest run */
                run?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ResetRunRequest. */
            type $Shape = crescendo.v1.ResetRunRequest.$Properties;
        }

        /**
         * Properties of a ResetRunResponse.
         * @deprecated Use crescendo.v1.ResetRunResponse.$Properties instead.
         */
        interface IResetRunResponse extends crescendo.v1.ResetRunResponse.$Properties {
        }

        /** Represents a ResetRunResponse. */
        class ResetRunResponse {

            /**
             * Constructs a new ResetRunResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.ResetRunResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new ResetRunResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ResetRunResponse instance
             */
            static create(properties: crescendo.v1.ResetRunResponse.$Shape): crescendo.v1.ResetRunResponse & crescendo.v1.ResetRunResponse.$Shape;
            static create(properties?: crescendo.v1.ResetRunResponse.$Properties): crescendo.v1.ResetRunResponse;

            /**
             * Encodes the specified ResetRunResponse message. Does not implicitly {@link crescendo.v1.ResetRunResponse.verify|verify} messages.
             * @param message ResetRunResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.ResetRunResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ResetRunResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.ResetRunResponse & crescendo.v1.ResetRunResponse.$Shape} ResetRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.ResetRunResponse & crescendo.v1.ResetRunResponse.$Shape;

            /**
             * Creates a ResetRunResponse message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ResetRunResponse
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.ResetRunResponse;

            /**
             * Creates a plain object from a ResetRunResponse message. Also converts values to other types if specified.
             * @param message ResetRunResponse
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.ResetRunResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ResetRunResponse to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ResetRunResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ResetRunResponse {

            /** Properties of a ResetRunResponse. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ResetRunResponse. */
            type $Shape = crescendo.v1.ResetRunResponse.$Properties;
        }

        /**
         * Properties of an ArchiveRunRequest.
         * @deprecated Use crescendo.v1.ArchiveRunRequest.$Properties instead.
         */
        interface IArchiveRunRequest extends crescendo.v1.ArchiveRunRequest.$Properties {
        }

        /** Represents an ArchiveRunRequest. */
        class ArchiveRunRequest {

            /**
             * Constructs a new ArchiveRunRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.ArchiveRunRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ArchiveRunRequest run. */
            run: string;

            /** ArchiveRunRequest undo. */
            undo: boolean;

            /**
             * Creates a new ArchiveRunRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ArchiveRunRequest instance
             */
            static create(properties: crescendo.v1.ArchiveRunRequest.$Shape): crescendo.v1.ArchiveRunRequest & crescendo.v1.ArchiveRunRequest.$Shape;
            static create(properties?: crescendo.v1.ArchiveRunRequest.$Properties): crescendo.v1.ArchiveRunRequest;

            /**
             * Encodes the specified ArchiveRunRequest message. Does not implicitly {@link crescendo.v1.ArchiveRunRequest.verify|verify} messages.
             * @param message ArchiveRunRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.ArchiveRunRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ArchiveRunRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.ArchiveRunRequest & crescendo.v1.ArchiveRunRequest.$Shape} ArchiveRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.ArchiveRunRequest & crescendo.v1.ArchiveRunRequest.$Shape;

            /**
             * Creates an ArchiveRunRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ArchiveRunRequest
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.ArchiveRunRequest;

            /**
             * Creates a plain object from an ArchiveRunRequest message. Also converts values to other types if specified.
             * @param message ArchiveRunRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.ArchiveRunRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ArchiveRunRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ArchiveRunRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ArchiveRunRequest {

            /** Properties of an ArchiveRunRequest. */
            interface $Properties {

                /** ArchiveRunRequest run */
                run?: (string|null);

                /** ArchiveRunRequest undo */
                undo?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ArchiveRunRequest. */
            type $Shape = crescendo.v1.ArchiveRunRequest.$Properties;
        }

        /**
         * Properties of an ArchiveRunResponse.
         * @deprecated Use crescendo.v1.ArchiveRunResponse.$Properties instead.
         */
        interface IArchiveRunResponse extends crescendo.v1.ArchiveRunResponse.$Properties {
        }

        /** Represents an ArchiveRunResponse. */
        class ArchiveRunResponse {

            /**
             * Constructs a new ArchiveRunResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.ArchiveRunResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new ArchiveRunResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ArchiveRunResponse instance
             */
            static create(properties: crescendo.v1.ArchiveRunResponse.$Shape): crescendo.v1.ArchiveRunResponse & crescendo.v1.ArchiveRunResponse.$Shape;
            static create(properties?: crescendo.v1.ArchiveRunResponse.$Properties): crescendo.v1.ArchiveRunResponse;

            /**
             * Encodes the specified ArchiveRunResponse message. Does not implicitly {@link crescendo.v1.ArchiveRunResponse.verify|verify} messages.
             * @param message ArchiveRunResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.ArchiveRunResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ArchiveRunResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.ArchiveRunResponse & crescendo.v1.ArchiveRunResponse.$Shape} ArchiveRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.ArchiveRunResponse & crescendo.v1.ArchiveRunResponse.$Shape;

            /**
             * Creates an ArchiveRunResponse message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ArchiveRunResponse
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.ArchiveRunResponse;

            /**
             * Creates a plain object from an ArchiveRunResponse message. Also converts values to other types if specified.
             * @param message ArchiveRunResponse
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.ArchiveRunResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ArchiveRunResponse to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ArchiveRunResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ArchiveRunResponse {

            /** Properties of an ArchiveRunResponse. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ArchiveRunResponse. */
            type $Shape = crescendo.v1.ArchiveRunResponse.$Properties;
        }

        /**
         * Properties of a ForkRunRequest.
         * @deprecated Use crescendo.v1.ForkRunRequest.$Properties instead.
         */
        interface IForkRunRequest extends crescendo.v1.ForkRunRequest.$Properties {
        }

        /** Represents a ForkRunRequest. */
        class ForkRunRequest {

            /**
             * Constructs a new ForkRunRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.ForkRunRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ForkRunRequest run. */
            run: string;

            /** ForkRunRequest to. */
            to: string;

            /** ForkRunRequest spec. */
            spec?: (crescendo.v1.RunSpec.$Properties|null);

            /** ForkRunRequest step. */
            step?: (number|null);

            /**
             * Creates a new ForkRunRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ForkRunRequest instance
             */
            static create(properties: crescendo.v1.ForkRunRequest.$Shape): crescendo.v1.ForkRunRequest & crescendo.v1.ForkRunRequest.$Shape;
            static create(properties?: crescendo.v1.ForkRunRequest.$Properties): crescendo.v1.ForkRunRequest;

            /**
             * Encodes the specified ForkRunRequest message. Does not implicitly {@link crescendo.v1.ForkRunRequest.verify|verify} messages.
             * @param message ForkRunRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.ForkRunRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ForkRunRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.ForkRunRequest & crescendo.v1.ForkRunRequest.$Shape} ForkRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.ForkRunRequest & crescendo.v1.ForkRunRequest.$Shape;

            /**
             * Creates a ForkRunRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ForkRunRequest
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.ForkRunRequest;

            /**
             * Creates a plain object from a ForkRunRequest message. Also converts values to other types if specified.
             * @param message ForkRunRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.ForkRunRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ForkRunRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ForkRunRequest
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ForkRunRequest {

            /** Properties of a ForkRunRequest. */
            interface $Properties {

                /** ForkRunRequest run */
                run?: (string|null);

                /** ForkRunRequest to */
                to?: (string|null);

                /** ForkRunRequest spec */
                spec?: (crescendo.v1.RunSpec.$Properties|null);

                /** ForkRunRequest step */
                step?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ForkRunRequest. */
            type $Shape = crescendo.v1.ForkRunRequest.$Properties;
        }

        /**
         * Properties of a SpecDifference.
         * @deprecated Use crescendo.v1.SpecDifference.$Properties instead.
         */
        interface ISpecDifference extends crescendo.v1.SpecDifference.$Properties {
        }

        /** Represents a SpecDifference. */
        class SpecDifference {

            /**
             * Constructs a new SpecDifference.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.SpecDifference.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SpecDifference field. */
            field: string;

            /** SpecDifference before. */
            before: string;

            /** SpecDifference after. */
            after: string;

            /**
             * Creates a new SpecDifference instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SpecDifference instance
             */
            static create(properties: crescendo.v1.SpecDifference.$Shape): crescendo.v1.SpecDifference & crescendo.v1.SpecDifference.$Shape;
            static create(properties?: crescendo.v1.SpecDifference.$Properties): crescendo.v1.SpecDifference;

            /**
             * Encodes the specified SpecDifference message. Does not implicitly {@link crescendo.v1.SpecDifference.verify|verify} messages.
             * @param message SpecDifference message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.SpecDifference.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SpecDifference message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.SpecDifference & crescendo.v1.SpecDifference.$Shape} SpecDifference
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.SpecDifference & crescendo.v1.SpecDifference.$Shape;

            /**
             * Creates a SpecDifference message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns SpecDifference
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.SpecDifference;

            /**
             * Creates a plain object from a SpecDifference message. Also converts values to other types if specified.
             * @param message SpecDifference
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.SpecDifference, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this SpecDifference to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for SpecDifference
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SpecDifference {

            /** Properties of a SpecDifference. */
            interface $Properties {

                /** SpecDifference field */
                field?: (string|null);

                /** SpecDifference before */
                before?: (string|null);

                /** SpecDifference after */
                after?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SpecDifference. */
            type $Shape = crescendo.v1.SpecDifference.$Properties;
        }

        /**
         * Properties of a ForkRunResponse.
         * @deprecated Use crescendo.v1.ForkRunResponse.$Properties instead.
         */
        interface IForkRunResponse extends crescendo.v1.ForkRunResponse.$Properties {
        }

        /** Represents a ForkRunResponse. */
        class ForkRunResponse {

            /**
             * Constructs a new ForkRunResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: crescendo.v1.ForkRunResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ForkRunResponse firstStep. */
            firstStep: number;

            /** ForkRunResponse totalSteps. */
            totalSteps: number;

            /** ForkRunResponse budgetConsumed. */
            budgetConsumed: number;

            /** ForkRunResponse differences. */
            differences: crescendo.v1.SpecDifference.$Properties[];

            /**
             * Creates a new ForkRunResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ForkRunResponse instance
             */
            static create(properties: crescendo.v1.ForkRunResponse.$Shape): crescendo.v1.ForkRunResponse & crescendo.v1.ForkRunResponse.$Shape;
            static create(properties?: crescendo.v1.ForkRunResponse.$Properties): crescendo.v1.ForkRunResponse;

            /**
             * Encodes the specified ForkRunResponse message. Does not implicitly {@link crescendo.v1.ForkRunResponse.verify|verify} messages.
             * @param message ForkRunResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: crescendo.v1.ForkRunResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ForkRunResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {crescendo.v1.ForkRunResponse & crescendo.v1.ForkRunResponse.$Shape} ForkRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): crescendo.v1.ForkRunResponse & crescendo.v1.ForkRunResponse.$Shape;

            /**
             * Creates a ForkRunResponse message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ForkRunResponse
             */
            static fromObject(object: { [k: string]: any }): crescendo.v1.ForkRunResponse;

            /**
             * Creates a plain object from a ForkRunResponse message. Also converts values to other types if specified.
             * @param message ForkRunResponse
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: crescendo.v1.ForkRunResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ForkRunResponse to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ForkRunResponse
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ForkRunResponse {

            /** Properties of a ForkRunResponse. */
            interface $Properties {

                /** ForkRunResponse firstStep */
                firstStep?: (number|null);

                /** ForkRunResponse totalSteps */
                totalSteps?: (number|null);

                /** ForkRunResponse budgetConsumed */
                budgetConsumed?: (number|null);

                /** ForkRunResponse differences */
                differences?: (crescendo.v1.SpecDifference.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ForkRunResponse. */
            type $Shape = crescendo.v1.ForkRunResponse.$Properties;
        }
    }
}
