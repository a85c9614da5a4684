/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = Object.create($protobuf.util, { Long: { value: undefined } });
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $Number = $util.global.Number, $String = $util.global.String, $Array = $util.global.Array, $isFinite = $util.global.isFinite, $Boolean = $util.global.Boolean, $parseInt = $util.global.parseInt, $BigInt = $util.global.BigInt;

// A 64-bit integer as a number, whether or not the shared reader makes it a Long.
function $uint64(reader) {
    const value = reader.uint64();
    return typeof value === "number" ? value : value.toNumber();
}

// Appends a packed field.
function $uint64s(reader, values) {
    for (const value of reader.uint64s()) values.push(typeof value === "number" ? value : value.toNumber());
}

// Root namespace
const $root = {};

export const crescendo = $root.crescendo = (() => {

    /**
     * Namespace crescendo.
     * @exports crescendo
     * @namespace
     */
    const crescendo = {};

    crescendo.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof crescendo
         * @namespace
         */
        const v1 = {};

        /**
         * ContractRevision enum.
         * @name crescendo.v1.ContractRevision
         * @enum {number}
         * @property {number} CONTRACT_REVISION_UNSPECIFIED=0 CONTRACT_REVISION_UNSPECIFIED value
         * @property {number} CONTRACT_REVISION_1=1 CONTRACT_REVISION_1 value
         * @property {number} CONTRACT_REVISION_2=2 CONTRACT_REVISION_2 value
         * @property {number} CONTRACT_REVISION_3=3 CONTRACT_REVISION_3 value
         * @property {number} CONTRACT_REVISION_4=4 CONTRACT_REVISION_4 value
         */
        v1.ContractRevision = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "CONTRACT_REVISION_UNSPECIFIED"] = 0;
            values[valuesById[1] = "CONTRACT_REVISION_1"] = 1;
            values[valuesById[2] = "CONTRACT_REVISION_2"] = 2;
            values[valuesById[3] = "CONTRACT_REVISION_3"] = 3;
            values[valuesById[4] = "CONTRACT_REVISION_4"] = 4;
            return values;
        })();

        v1.Version = (function() {

            /**
             * Properties of a Version.
             * @typedef {Object} crescendo.v1.Version.$Properties
             * @property {number|null} [revision] Version revision
             * @property {number|null} [leastPeerRevision] Version leastPeerRevision
             * @property {string|null} [program] Version program
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Version.
             * @memberof crescendo.v1
             * @interface IVersion
             * @augments crescendo.v1.Version.$Properties
             * @deprecated Use crescendo.v1.Version.$Properties instead.
             */

            /**
             * Shape of a Version.
             * @typedef {crescendo.v1.Version.$Properties} crescendo.v1.Version.$Shape
             */

            /**
             * Constructs a new Version.
             * @memberof crescendo.v1
             * @classdesc Represents a Version.
             * @constructor
             * @param {crescendo.v1.Version.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Version = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Version revision.
             * @member {number} revision
             * @memberof crescendo.v1.Version
             * @instance
             */
            Version.prototype.revision = 0;

            /**
             * Version leastPeerRevision.
             * @member {number} leastPeerRevision
             * @memberof crescendo.v1.Version
             * @instance
             */
            Version.prototype.leastPeerRevision = 0;

            /**
             * Version program.
             * @member {string} program
             * @memberof crescendo.v1.Version
             * @instance
             */
            Version.prototype.program = "";

            /**
             * Creates a new Version instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.Version
             * @static
             * @param {crescendo.v1.Version.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.Version} Version instance
             * @type {{
             *   (properties: crescendo.v1.Version.$Shape): crescendo.v1.Version & crescendo.v1.Version.$Shape;
             *   (properties?: crescendo.v1.Version.$Properties): crescendo.v1.Version;
             * }}
             */
            Version.create = function(properties) {
                return new Version(properties);
            };

            /**
             * Encodes the specified Version message. Does not implicitly {@link crescendo.v1.Version.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.Version
             * @static
             * @param {crescendo.v1.Version.$Properties} message Version message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Version.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.revision != null && $Object.hasOwnProperty.call(message, "revision") && message.revision !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.revision);
                if (message.leastPeerRevision != null && $Object.hasOwnProperty.call(message, "leastPeerRevision") && message.leastPeerRevision !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.leastPeerRevision);
                if (message.program != null && $Object.hasOwnProperty.call(message, "program") && message.program !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.program);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Version message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.Version
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.Version & crescendo.v1.Version.$Shape} Version
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Version.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.Version();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.revision = value;
                            else
                                delete message.revision;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.leastPeerRevision = value;
                            else
                                delete message.leastPeerRevision;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.program = value;
                            else
                                delete message.program;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Version message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.Version
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.Version} Version
             */
            Version.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.Version)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.Version: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.Version();
                if (object.revision != null)
                    if ($Number(object.revision) !== 0)
                        message.revision = object.revision >>> 0;
                if (object.leastPeerRevision != null)
                    if ($Number(object.leastPeerRevision) !== 0)
                        message.leastPeerRevision = object.leastPeerRevision >>> 0;
                if (object.program != null)
                    if (typeof object.program !== "string" || object.program.length)
                        message.program = $String(object.program);
                return message;
            };

            /**
             * Creates a plain object from a Version message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.Version
             * @static
             * @param {crescendo.v1.Version} message Version
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Version.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.revision = 0;
                    object.leastPeerRevision = 0;
                    object.program = "";
                }
                if (message.revision != null && $Object.hasOwnProperty.call(message, "revision"))
                    object.revision = message.revision;
                if (message.leastPeerRevision != null && $Object.hasOwnProperty.call(message, "leastPeerRevision"))
                    object.leastPeerRevision = message.leastPeerRevision;
                if (message.program != null && $Object.hasOwnProperty.call(message, "program"))
                    object.program = message.program;
                return object;
            };

            /**
             * Converts this Version to JSON.
             * @function toJSON
             * @memberof crescendo.v1.Version
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Version.prototype.toJSON = function() {
                return Version.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Version
             * @function getTypeUrl
             * @memberof crescendo.v1.Version
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Version.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.Version";
            };

            return Version;
        })();

        /**
         * Dtype enum.
         * @name crescendo.v1.Dtype
         * @enum {number}
         * @property {number} DTYPE_UNSPECIFIED=0 DTYPE_UNSPECIFIED value
         * @property {number} DTYPE_UINT8=1 DTYPE_UINT8 value
         * @property {number} DTYPE_FLOAT32=2 DTYPE_FLOAT32 value
         */
        v1.Dtype = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "DTYPE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "DTYPE_UINT8"] = 1;
            values[valuesById[2] = "DTYPE_FLOAT32"] = 2;
            return values;
        })();

        /**
         * LowFrequency enum.
         * @name crescendo.v1.LowFrequency
         * @enum {number}
         * @property {number} LOW_FREQUENCY_UNSPECIFIED=0 LOW_FREQUENCY_UNSPECIFIED value
         * @property {number} LOW_FREQUENCY_SPECTRAL=1 LOW_FREQUENCY_SPECTRAL value
         * @property {number} LOW_FREQUENCY_LANCZOS=2 LOW_FREQUENCY_LANCZOS value
         */
        v1.LowFrequency = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "LOW_FREQUENCY_UNSPECIFIED"] = 0;
            values[valuesById[1] = "LOW_FREQUENCY_SPECTRAL"] = 1;
            values[valuesById[2] = "LOW_FREQUENCY_LANCZOS"] = 2;
            return values;
        })();

        /**
         * Fidelity enum.
         * @name crescendo.v1.Fidelity
         * @enum {number}
         * @property {number} FIDELITY_UNSPECIFIED=0 FIDELITY_UNSPECIFIED value
         * @property {number} FIDELITY_EXACT=1 FIDELITY_EXACT value
         * @property {number} FIDELITY_MATCHED=2 FIDELITY_MATCHED value
         */
        v1.Fidelity = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "FIDELITY_UNSPECIFIED"] = 0;
            values[valuesById[1] = "FIDELITY_EXACT"] = 1;
            values[valuesById[2] = "FIDELITY_MATCHED"] = 2;
            return values;
        })();

        /**
         * CropPlace enum.
         * @name crescendo.v1.CropPlace
         * @enum {number}
         * @property {number} CROP_PLACE_UNSPECIFIED=0 CROP_PLACE_UNSPECIFIED value
         * @property {number} CROP_PLACE_SERVER=1 CROP_PLACE_SERVER value
         * @property {number} CROP_PLACE_CLIENT=2 CROP_PLACE_CLIENT value
         */
        v1.CropPlace = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "CROP_PLACE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "CROP_PLACE_SERVER"] = 1;
            values[valuesById[2] = "CROP_PLACE_CLIENT"] = 2;
            return values;
        })();

        /**
         * Interpolation enum.
         * @name crescendo.v1.Interpolation
         * @enum {number}
         * @property {number} INTERPOLATION_UNSPECIFIED=0 INTERPOLATION_UNSPECIFIED value
         * @property {number} INTERPOLATION_BICUBIC=1 INTERPOLATION_BICUBIC value
         * @property {number} INTERPOLATION_BILINEAR=2 INTERPOLATION_BILINEAR value
         * @property {number} INTERPOLATION_LANCZOS=3 INTERPOLATION_LANCZOS value
         * @property {number} INTERPOLATION_BOX=4 INTERPOLATION_BOX value
         * @property {number} INTERPOLATION_RANDOM=5 INTERPOLATION_RANDOM value
         */
        v1.Interpolation = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "INTERPOLATION_UNSPECIFIED"] = 0;
            values[valuesById[1] = "INTERPOLATION_BICUBIC"] = 1;
            values[valuesById[2] = "INTERPOLATION_BILINEAR"] = 2;
            values[valuesById[3] = "INTERPOLATION_LANCZOS"] = 3;
            values[valuesById[4] = "INTERPOLATION_BOX"] = 4;
            values[valuesById[5] = "INTERPOLATION_RANDOM"] = 5;
            return values;
        })();

        /**
         * ErasingMode enum.
         * @name crescendo.v1.ErasingMode
         * @enum {number}
         * @property {number} ERASING_MODE_UNSPECIFIED=0 ERASING_MODE_UNSPECIFIED value
         * @property {number} ERASING_MODE_CONST=1 ERASING_MODE_CONST value
         * @property {number} ERASING_MODE_RAND=2 ERASING_MODE_RAND value
         * @property {number} ERASING_MODE_PIXEL=3 ERASING_MODE_PIXEL value
         */
        v1.ErasingMode = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "ERASING_MODE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "ERASING_MODE_CONST"] = 1;
            values[valuesById[2] = "ERASING_MODE_RAND"] = 2;
            values[valuesById[3] = "ERASING_MODE_PIXEL"] = 3;
            return values;
        })();

        v1.ErasingSpec = (function() {

            /**
             * Properties of an ErasingSpec.
             * @typedef {Object} crescendo.v1.ErasingSpec.$Properties
             * @property {number|null} [probability] ErasingSpec probability
             * @property {crescendo.v1.ErasingMode|null} [mode] ErasingSpec mode
             * @property {Array.<number>|null} [count] ErasingSpec count
             * @property {Array.<number>|null} [area] ErasingSpec area
             * @property {Array.<number>|null} [ratio] ErasingSpec ratio
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ErasingSpec.
             * @memberof crescendo.v1
             * @interface IErasingSpec
             * @augments crescendo.v1.ErasingSpec.$Properties
             * @deprecated Use crescendo.v1.ErasingSpec.$Properties instead.
             */

            /**
             * Shape of an ErasingSpec.
             * @typedef {crescendo.v1.ErasingSpec.$Properties} crescendo.v1.ErasingSpec.$Shape
             */

            /**
             * Constructs a new ErasingSpec.
             * @memberof crescendo.v1
             * @classdesc Represents an ErasingSpec.
             * @constructor
             * @param {crescendo.v1.ErasingSpec.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ErasingSpec = function (properties) {
                this.count = [];
                this.area = [];
                this.ratio = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ErasingSpec probability.
             * @member {number|null|undefined} probability
             * @memberof crescendo.v1.ErasingSpec
             * @instance
             */
            ErasingSpec.prototype.probability = null;

            /**
             * ErasingSpec mode.
             * @member {crescendo.v1.ErasingMode} mode
             * @memberof crescendo.v1.ErasingSpec
             * @instance
             */
            ErasingSpec.prototype.mode = 0;

            /**
             * ErasingSpec count.
             * @member {Array.<number>} count
             * @memberof crescendo.v1.ErasingSpec
             * @instance
             */
            ErasingSpec.prototype.count = $util.emptyArray;

            /**
             * ErasingSpec area.
             * @member {Array.<number>} area
             * @memberof crescendo.v1.ErasingSpec
             * @instance
             */
            ErasingSpec.prototype.area = $util.emptyArray;

            /**
             * ErasingSpec ratio.
             * @member {Array.<number>} ratio
             * @memberof crescendo.v1.ErasingSpec
             * @instance
             */
            ErasingSpec.prototype.ratio = $util.emptyArray;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(ErasingSpec.prototype, "_probability", {
                get: $util.oneOfGetter($oneOfFields = ["probability"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new ErasingSpec instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.ErasingSpec
             * @static
             * @param {crescendo.v1.ErasingSpec.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.ErasingSpec} ErasingSpec instance
             * @type {{
             *   (properties: crescendo.v1.ErasingSpec.$Shape): crescendo.v1.ErasingSpec & crescendo.v1.ErasingSpec.$Shape;
             *   (properties?: crescendo.v1.ErasingSpec.$Properties): crescendo.v1.ErasingSpec;
             * }}
             */
            ErasingSpec.create = function(properties) {
                return new ErasingSpec(properties);
            };

            /**
             * Encodes the specified ErasingSpec message. Does not implicitly {@link crescendo.v1.ErasingSpec.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.ErasingSpec
             * @static
             * @param {crescendo.v1.ErasingSpec.$Properties} message ErasingSpec message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ErasingSpec.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.probability != null && $Object.hasOwnProperty.call(message, "probability"))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.probability);
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.mode);
                if (message.count != null && message.count.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.count);
                if (message.area != null && message.area.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).doubles(message.area);
                if (message.ratio != null && message.ratio.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).doubles(message.ratio);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ErasingSpec message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.ErasingSpec
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.ErasingSpec & crescendo.v1.ErasingSpec.$Shape} ErasingSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ErasingSpec.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.ErasingSpec();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 1)
                                break;
                            message.probability = reader.double();
                            message._probability = "probability";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.count && message.count.length))
                                    message.count = [];
                                reader.uint32s(message.count);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.count && message.count.length))
                                message.count = [];
                            message.count.push(reader.uint32());
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.area && message.area.length))
                                    message.area = [];
                                reader.doubles(message.area);
                                continue;
                            }
                            if (wireType !== 1)
                                break;
                            if (!(message.area && message.area.length))
                                message.area = [];
                            message.area.push(reader.double());
                            continue;
                        }
                    case 5: {
                            if (wireType === 2) {
                                if (!(message.ratio && message.ratio.length))
                                    message.ratio = [];
                                reader.doubles(message.ratio);
                                continue;
                            }
                            if (wireType !== 1)
                                break;
                            if (!(message.ratio && message.ratio.length))
                                message.ratio = [];
                            message.ratio.push(reader.double());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates an ErasingSpec message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.ErasingSpec
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.ErasingSpec} ErasingSpec
             */
            ErasingSpec.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.ErasingSpec)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.ErasingSpec: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.ErasingSpec();
                if (object.probability != null)
                    message.probability = $Number(object.probability);
                if (object.mode !== 0 && (typeof object.mode !== "string" || $root.crescendo.v1.ErasingMode[object.mode] !== 0))
                    switch (object.mode) {
                    case "ERASING_MODE_UNSPECIFIED":
                    case 0:
                        message.mode = 0;
                        break;
                    case "ERASING_MODE_CONST":
                    case 1:
                        message.mode = 1;
                        break;
                    case "ERASING_MODE_RAND":
                    case 2:
                        message.mode = 2;
                        break;
                    case "ERASING_MODE_PIXEL":
                    case 3:
                        message.mode = 3;
                        break;
                    default:
                        if (typeof object.mode === "number" && (object.mode | 0) === object.mode)
                            message.mode = object.mode;
                    }
                if (object.count) {
                    if (!$Array.isArray(object.count))
                        throw $TypeError(".crescendo.v1.ErasingSpec.count: array expected");
                    message.count = $Array(object.count.length);
                    for (let i = 0; i < object.count.length; ++i)
                        message.count[i] = object.count[i] >>> 0;
                }
                if (object.area) {
                    if (!$Array.isArray(object.area))
                        throw $TypeError(".crescendo.v1.ErasingSpec.area: array expected");
                    message.area = $Array(object.area.length);
                    for (let i = 0; i < object.area.length; ++i)
                        message.area[i] = $Number(object.area[i]);
                }
                if (object.ratio) {
                    if (!$Array.isArray(object.ratio))
                        throw $TypeError(".crescendo.v1.ErasingSpec.ratio: array expected");
                    message.ratio = $Array(object.ratio.length);
                    for (let i = 0; i < object.ratio.length; ++i)
                        message.ratio[i] = $Number(object.ratio[i]);
                }
                return message;
            };

            /**
             * Creates a plain object from an ErasingSpec message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.ErasingSpec
             * @static
             * @param {crescendo.v1.ErasingSpec} message ErasingSpec
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ErasingSpec.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.count = [];
                    object.area = [];
                    object.ratio = [];
                }
                if (options.defaults)
                    object.mode = options.enums === $String ? "ERASING_MODE_UNSPECIFIED" : 0;
                if (message.probability != null && $Object.hasOwnProperty.call(message, "probability"))
                    object.probability = options.json && !$isFinite(message.probability) ? $String(message.probability) : message.probability;
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode"))
                    object.mode = options.enums === $String ? $root.crescendo.v1.ErasingMode[message.mode] === $undefined ? message.mode : $root.crescendo.v1.ErasingMode[message.mode] : message.mode;
                if (message.count && message.count.length) {
                    object.count = $Array(message.count.length);
                    for (let j = 0; j < message.count.length; ++j)
                        object.count[j] = message.count[j];
                }
                if (message.area && message.area.length) {
                    object.area = $Array(message.area.length);
                    for (let j = 0; j < message.area.length; ++j)
                        object.area[j] = options.json && !$isFinite(message.area[j]) ? $String(message.area[j]) : message.area[j];
                }
                if (message.ratio && message.ratio.length) {
                    object.ratio = $Array(message.ratio.length);
                    for (let j = 0; j < message.ratio.length; ++j)
                        object.ratio[j] = options.json && !$isFinite(message.ratio[j]) ? $String(message.ratio[j]) : message.ratio[j];
                }
                return object;
            };

            /**
             * Converts this ErasingSpec to JSON.
             * @function toJSON
             * @memberof crescendo.v1.ErasingSpec
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ErasingSpec.prototype.toJSON = function() {
                return ErasingSpec.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ErasingSpec
             * @function getTypeUrl
             * @memberof crescendo.v1.ErasingSpec
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ErasingSpec.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.ErasingSpec";
            };

            return ErasingSpec;
        })();

        /**
         * MixingPlace enum.
         * @name crescendo.v1.MixingPlace
         * @enum {number}
         * @property {number} MIXING_PLACE_UNSPECIFIED=0 MIXING_PLACE_UNSPECIFIED value
         * @property {number} MIXING_PLACE_SERVER=1 MIXING_PLACE_SERVER value
         * @property {number} MIXING_PLACE_CLIENT=2 MIXING_PLACE_CLIENT value
         */
        v1.MixingPlace = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "MIXING_PLACE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "MIXING_PLACE_SERVER"] = 1;
            values[valuesById[2] = "MIXING_PLACE_CLIENT"] = 2;
            return values;
        })();

        /**
         * MixingMode enum.
         * @name crescendo.v1.MixingMode
         * @enum {number}
         * @property {number} MIXING_MODE_UNSPECIFIED=0 MIXING_MODE_UNSPECIFIED value
         * @property {number} MIXING_MODE_BATCH=1 MIXING_MODE_BATCH value
         * @property {number} MIXING_MODE_PAIR=2 MIXING_MODE_PAIR value
         * @property {number} MIXING_MODE_ELEM=3 MIXING_MODE_ELEM value
         */
        v1.MixingMode = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "MIXING_MODE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "MIXING_MODE_BATCH"] = 1;
            values[valuesById[2] = "MIXING_MODE_PAIR"] = 2;
            values[valuesById[3] = "MIXING_MODE_ELEM"] = 3;
            return values;
        })();

        v1.MixingSpec = (function() {

            /**
             * Properties of a MixingSpec.
             * @typedef {Object} crescendo.v1.MixingSpec.$Properties
             * @property {crescendo.v1.MixingPlace|null} [where] MixingSpec where
             * @property {crescendo.v1.MixingMode|null} [mode] MixingSpec mode
             * @property {number|null} [mixupAlpha] MixingSpec mixupAlpha
             * @property {number|null} [cutmixAlpha] MixingSpec cutmixAlpha
             * @property {Array.<number>|null} [cutmixMinmax] MixingSpec cutmixMinmax
             * @property {number|null} [probability] MixingSpec probability
             * @property {number|null} [switchProbability] MixingSpec switchProbability
             * @property {boolean|null} [correctLambda] MixingSpec correctLambda
             * @property {number|null} [labelSmoothing] MixingSpec labelSmoothing
             * @property {number|null} [until] MixingSpec until
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MixingSpec.
             * @memberof crescendo.v1
             * @interface IMixingSpec
             * @augments crescendo.v1.MixingSpec.$Properties
             * @deprecated Use crescendo.v1.MixingSpec.$Properties instead.
             */

            /**
             * Shape of a MixingSpec.
             * @typedef {crescendo.v1.MixingSpec.$Properties} crescendo.v1.MixingSpec.$Shape
             */

            /**
             * Constructs a new MixingSpec.
             * @memberof crescendo.v1
             * @classdesc Represents a MixingSpec.
             * @constructor
             * @param {crescendo.v1.MixingSpec.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MixingSpec = function (properties) {
                this.cutmixMinmax = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MixingSpec where.
             * @member {crescendo.v1.MixingPlace} where
             * @memberof crescendo.v1.MixingSpec
             * @instance
             */
            MixingSpec.prototype.where = 0;

            /**
             * MixingSpec mode.
             * @member {crescendo.v1.MixingMode} mode
             * @memberof crescendo.v1.MixingSpec
             * @instance
             */
            MixingSpec.prototype.mode = 0;

            /**
             * MixingSpec mixupAlpha.
             * @member {number|null|undefined} mixupAlpha
             * @memberof crescendo.v1.MixingSpec
             * @instance
             */
            MixingSpec.prototype.mixupAlpha = null;

            /**
             * MixingSpec cutmixAlpha.
             * @member {number|null|undefined} cutmixAlpha
             * @memberof crescendo.v1.MixingSpec
             * @instance
             */
            MixingSpec.prototype.cutmixAlpha = null;

            /**
             * MixingSpec cutmixMinmax.
             * @member {Array.<number>} cutmixMinmax
             * @memberof crescendo.v1.MixingSpec
             * @instance
             */
            MixingSpec.prototype.cutmixMinmax = $util.emptyArray;

            /**
             * MixingSpec probability.
             * @member {number|null|undefined} probability
             * @memberof crescendo.v1.MixingSpec
             * @instance
             */
            MixingSpec.prototype.probability = null;

            /**
             * MixingSpec switchProbability.
             * @member {number|null|undefined} switchProbability
             * @memberof crescendo.v1.MixingSpec
             * @instance
             */
            MixingSpec.prototype.switchProbability = null;

            /**
             * MixingSpec correctLambda.
             * @member {boolean|null|undefined} correctLambda
             * @memberof crescendo.v1.MixingSpec
             * @instance
             */
            MixingSpec.prototype.correctLambda = null;

            /**
             * MixingSpec labelSmoothing.
             * @member {number|null|undefined} labelSmoothing
             * @memberof crescendo.v1.MixingSpec
             * @instance
             */
            MixingSpec.prototype.labelSmoothing = null;

            /**
             * MixingSpec until.
             * @member {number|null|undefined} until
             * @memberof crescendo.v1.MixingSpec
             * @instance
             */
            MixingSpec.prototype.until = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(MixingSpec.prototype, "_mixupAlpha", {
                get: $util.oneOfGetter($oneOfFields = ["mixupAlpha"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(MixingSpec.prototype, "_cutmixAlpha", {
                get: $util.oneOfGetter($oneOfFields = ["cutmixAlpha"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(MixingSpec.prototype, "_probability", {
                get: $util.oneOfGetter($oneOfFields = ["probability"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(MixingSpec.prototype, "_switchProbability", {
                get: $util.oneOfGetter($oneOfFields = ["switchProbability"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(MixingSpec.prototype, "_correctLambda", {
                get: $util.oneOfGetter($oneOfFields = ["correctLambda"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(MixingSpec.prototype, "_labelSmoothing", {
                get: $util.oneOfGetter($oneOfFields = ["labelSmoothing"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(MixingSpec.prototype, "_until", {
                get: $util.oneOfGetter($oneOfFields = ["until"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new MixingSpec instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.MixingSpec
             * @static
             * @param {crescendo.v1.MixingSpec.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.MixingSpec} MixingSpec instance
             * @type {{
             *   (properties: crescendo.v1.MixingSpec.$Shape): crescendo.v1.MixingSpec & crescendo.v1.MixingSpec.$Shape;
             *   (properties?: crescendo.v1.MixingSpec.$Properties): crescendo.v1.MixingSpec;
             * }}
             */
            MixingSpec.create = function(properties) {
                return new MixingSpec(properties);
            };

            /**
             * Encodes the specified MixingSpec message. Does not implicitly {@link crescendo.v1.MixingSpec.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.MixingSpec
             * @static
             * @param {crescendo.v1.MixingSpec.$Properties} message MixingSpec message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MixingSpec.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.where != null && $Object.hasOwnProperty.call(message, "where") && message.where !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.where);
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.mode);
                if (message.mixupAlpha != null && $Object.hasOwnProperty.call(message, "mixupAlpha"))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.mixupAlpha);
                if (message.cutmixAlpha != null && $Object.hasOwnProperty.call(message, "cutmixAlpha"))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.cutmixAlpha);
                if (message.cutmixMinmax != null && message.cutmixMinmax.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).doubles(message.cutmixMinmax);
                if (message.probability != null && $Object.hasOwnProperty.call(message, "probability"))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.probability);
                if (message.switchProbability != null && $Object.hasOwnProperty.call(message, "switchProbability"))
                    writer.uint32(/* id 7, wireType 1 =*/57).double(message.switchProbability);
                if (message.correctLambda != null && $Object.hasOwnProperty.call(message, "correctLambda"))
                    writer.uint32(/* id 8, wireType 0 =*/64).bool(message.correctLambda);
                if (message.labelSmoothing != null && $Object.hasOwnProperty.call(message, "labelSmoothing"))
                    writer.uint32(/* id 9, wireType 1 =*/73).double(message.labelSmoothing);
                if (message.until != null && $Object.hasOwnProperty.call(message, "until"))
                    writer.uint32(/* id 10, wireType 1 =*/81).double(message.until);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MixingSpec message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.MixingSpec
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.MixingSpec & crescendo.v1.MixingSpec.$Shape} MixingSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MixingSpec.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.MixingSpec();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.where = value;
                            else
                                delete message.where;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.mode = value;
                            else
                                delete message.mode;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            message.mixupAlpha = reader.double();
                            message._mixupAlpha = "mixupAlpha";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            message.cutmixAlpha = reader.double();
                            message._cutmixAlpha = "cutmixAlpha";
                            continue;
                        }
                    case 5: {
                            if (wireType === 2) {
                                if (!(message.cutmixMinmax && message.cutmixMinmax.length))
                                    message.cutmixMinmax = [];
                                reader.doubles(message.cutmixMinmax);
                                continue;
                            }
                            if (wireType !== 1)
                                break;
                            if (!(message.cutmixMinmax && message.cutmixMinmax.length))
                                message.cutmixMinmax = [];
                            message.cutmixMinmax.push(reader.double());
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            message.probability = reader.double();
                            message._probability = "probability";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 1)
                                break;
                            message.switchProbability = reader.double();
                            message._switchProbability = "switchProbability";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            message.correctLambda = reader.bool();
                            message._correctLambda = "correctLambda";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 1)
                                break;
                            message.labelSmoothing = reader.double();
                            message._labelSmoothing = "labelSmoothing";
                            continue;
                        }
                    case 10: {
                            if (wireType !== 1)
                                break;
                            message.until = reader.double();
                            message._until = "until";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a MixingSpec message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.MixingSpec
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.MixingSpec} MixingSpec
             */
            MixingSpec.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.MixingSpec)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.MixingSpec: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.MixingSpec();
                if (object.where !== 0 && (typeof object.where !== "string" || $root.crescendo.v1.MixingPlace[object.where] !== 0))
                    switch (object.where) {
                    case "MIXING_PLACE_UNSPECIFIED":
                    case 0:
                        message.where = 0;
                        break;
                    case "MIXING_PLACE_SERVER":
                    case 1:
                        message.where = 1;
                        break;
                    case "MIXING_PLACE_CLIENT":
                    case 2:
                        message.where = 2;
                        break;
                    default:
                        if (typeof object.where === "number" && (object.where | 0) === object.where)
                            message.where = object.where;
                    }
                if (object.mode !== 0 && (typeof object.mode !== "string" || $root.crescendo.v1.MixingMode[object.mode] !== 0))
                    switch (object.mode) {
                    case "MIXING_MODE_UNSPECIFIED":
                    case 0:
                        message.mode = 0;
                        break;
                    case "MIXING_MODE_BATCH":
                    case 1:
                        message.mode = 1;
                        break;
                    case "MIXING_MODE_PAIR":
                    case 2:
                        message.mode = 2;
                        break;
                    case "MIXING_MODE_ELEM":
                    case 3:
                        message.mode = 3;
                        break;
                    default:
                        if (typeof object.mode === "number" && (object.mode | 0) === object.mode)
                            message.mode = object.mode;
                    }
                if (object.mixupAlpha != null)
                    message.mixupAlpha = $Number(object.mixupAlpha);
                if (object.cutmixAlpha != null)
                    message.cutmixAlpha = $Number(object.cutmixAlpha);
                if (object.cutmixMinmax) {
                    if (!$Array.isArray(object.cutmixMinmax))
                        throw $TypeError(".crescendo.v1.MixingSpec.cutmixMinmax: array expected");
                    message.cutmixMinmax = $Array(object.cutmixMinmax.length);
                    for (let i = 0; i < object.cutmixMinmax.length; ++i)
                        message.cutmixMinmax[i] = $Number(object.cutmixMinmax[i]);
                }
                if (object.probability != null)
                    message.probability = $Number(object.probability);
                if (object.switchProbability != null)
                    message.switchProbability = $Number(object.switchProbability);
                if (object.correctLambda != null)
                    message.correctLambda = $Boolean(object.correctLambda);
                if (object.labelSmoothing != null)
                    message.labelSmoothing = $Number(object.labelSmoothing);
                if (object.until != null)
                    message.until = $Number(object.until);
                return message;
            };

            /**
             * Creates a plain object from a MixingSpec message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.MixingSpec
             * @static
             * @param {crescendo.v1.MixingSpec} message MixingSpec
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            MixingSpec.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.cutmixMinmax = [];
                if (options.defaults) {
                    object.where = options.enums === $String ? "MIXING_PLACE_UNSPECIFIED" : 0;
                    object.mode = options.enums === $String ? "MIXING_MODE_UNSPECIFIED" : 0;
                }
                if (message.where != null && $Object.hasOwnProperty.call(message, "where"))
                    object.where = options.enums === $String ? $root.crescendo.v1.MixingPlace[message.where] === $undefined ? message.where : $root.crescendo.v1.MixingPlace[message.where] : message.where;
                if (message.mode != null && $Object.hasOwnProperty.call(message, "mode"))
                    object.mode = options.enums === $String ? $root.crescendo.v1.MixingMode[message.mode] === $undefined ? message.mode : $root.crescendo.v1.MixingMode[message.mode] : message.mode;
                if (message.mixupAlpha != null && $Object.hasOwnProperty.call(message, "mixupAlpha"))
                    object.mixupAlpha = options.json && !$isFinite(message.mixupAlpha) ? $String(message.mixupAlpha) : message.mixupAlpha;
                if (message.cutmixAlpha != null && $Object.hasOwnProperty.call(message, "cutmixAlpha"))
                    object.cutmixAlpha = options.json && !$isFinite(message.cutmixAlpha) ? $String(message.cutmixAlpha) : message.cutmixAlpha;
                if (message.cutmixMinmax && message.cutmixMinmax.length) {
                    object.cutmixMinmax = $Array(message.cutmixMinmax.length);
                    for (let j = 0; j < message.cutmixMinmax.length; ++j)
                        object.cutmixMinmax[j] = options.json && !$isFinite(message.cutmixMinmax[j]) ? $String(message.cutmixMinmax[j]) : message.cutmixMinmax[j];
                }
                if (message.probability != null && $Object.hasOwnProperty.call(message, "probability"))
                    object.probability = options.json && !$isFinite(message.probability) ? $String(message.probability) : message.probability;
                if (message.switchProbability != null && $Object.hasOwnProperty.call(message, "switchProbability"))
                    object.switchProbability = options.json && !$isFinite(message.switchProbability) ? $String(message.switchProbability) : message.switchProbability;
                if (message.correctLambda != null && $Object.hasOwnProperty.call(message, "correctLambda"))
                    object.correctLambda = message.correctLambda;
                if (message.labelSmoothing != null && $Object.hasOwnProperty.call(message, "labelSmoothing"))
                    object.labelSmoothing = options.json && !$isFinite(message.labelSmoothing) ? $String(message.labelSmoothing) : message.labelSmoothing;
                if (message.until != null && $Object.hasOwnProperty.call(message, "until"))
                    object.until = options.json && !$isFinite(message.until) ? $String(message.until) : message.until;
                return object;
            };

            /**
             * Converts this MixingSpec to JSON.
             * @function toJSON
             * @memberof crescendo.v1.MixingSpec
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            MixingSpec.prototype.toJSON = function() {
                return MixingSpec.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for MixingSpec
             * @function getTypeUrl
             * @memberof crescendo.v1.MixingSpec
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            MixingSpec.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.MixingSpec";
            };

            return MixingSpec;
        })();

        v1.Strength = (function() {

            /**
             * Properties of a Strength.
             * @typedef {Object} crescendo.v1.Strength.$Properties
             * @property {number|null} [from] Strength from
             * @property {number|null} [to] Strength to
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Strength.
             * @memberof crescendo.v1
             * @interface IStrength
             * @augments crescendo.v1.Strength.$Properties
             * @deprecated Use crescendo.v1.Strength.$Properties instead.
             */

            /**
             * Shape of a Strength.
             * @typedef {crescendo.v1.Strength.$Properties} crescendo.v1.Strength.$Shape
             */

            /**
             * Constructs a new Strength.
             * @memberof crescendo.v1
             * @classdesc Represents a Strength.
             * @constructor
             * @param {crescendo.v1.Strength.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Strength = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Strength from.
             * @member {number} from
             * @memberof crescendo.v1.Strength
             * @instance
             */
            Strength.prototype.from = 0;

            /**
             * Strength to.
             * @member {number|null|undefined} to
             * @memberof crescendo.v1.Strength
             * @instance
             */
            Strength.prototype.to = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Strength.prototype, "_to", {
                get: $util.oneOfGetter($oneOfFields = ["to"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Strength instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.Strength
             * @static
             * @param {crescendo.v1.Strength.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.Strength} Strength instance
             * @type {{
             *   (properties: crescendo.v1.Strength.$Shape): crescendo.v1.Strength & crescendo.v1.Strength.$Shape;
             *   (properties?: crescendo.v1.Strength.$Properties): crescendo.v1.Strength;
             * }}
             */
            Strength.create = function(properties) {
                return new Strength(properties);
            };

            /**
             * Encodes the specified Strength message. Does not implicitly {@link crescendo.v1.Strength.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.Strength
             * @static
             * @param {crescendo.v1.Strength.$Properties} message Strength message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Strength.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.from != null && $Object.hasOwnProperty.call(message, "from") && !$Object.is(message.from, 0))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.from);
                if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.to);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Strength message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.Strength
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.Strength & crescendo.v1.Strength.$Shape} Strength
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Strength.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.Strength();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.from = value;
                            else
                                delete message.from;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            message.to = reader.double();
                            message._to = "to";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Strength message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.Strength
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.Strength} Strength
             */
            Strength.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.Strength)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.Strength: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.Strength();
                if (object.from != null)
                    if (!$Object.is($Number(object.from), 0))
                        message.from = $Number(object.from);
                if (object.to != null)
                    message.to = $Number(object.to);
                return message;
            };

            /**
             * Creates a plain object from a Strength message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.Strength
             * @static
             * @param {crescendo.v1.Strength} message Strength
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Strength.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.from = 0;
                if (message.from != null && $Object.hasOwnProperty.call(message, "from"))
                    object.from = options.json && !$isFinite(message.from) ? $String(message.from) : message.from;
                if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                    object.to = options.json && !$isFinite(message.to) ? $String(message.to) : message.to;
                return object;
            };

            /**
             * Converts this Strength to JSON.
             * @function toJSON
             * @memberof crescendo.v1.Strength
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Strength.prototype.toJSON = function() {
                return Strength.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Strength
             * @function getTypeUrl
             * @memberof crescendo.v1.Strength
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Strength.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.Strength";
            };

            return Strength;
        })();

        v1.ReplaySpec = (function() {

            /**
             * Properties of a ReplaySpec.
             * @typedef {Object} crescendo.v1.ReplaySpec.$Properties
             * @property {number|null} [times] ReplaySpec times
             * @property {number|null} [size] ReplaySpec size
             * @property {number|null} [split] ReplaySpec split
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReplaySpec.
             * @memberof crescendo.v1
             * @interface IReplaySpec
             * @augments crescendo.v1.ReplaySpec.$Properties
             * @deprecated Use crescendo.v1.ReplaySpec.$Properties instead.
             */

            /**
             * Shape of a ReplaySpec.
             * @typedef {crescendo.v1.ReplaySpec.$Properties} crescendo.v1.ReplaySpec.$Shape
             */

            /**
             * Constructs a new ReplaySpec.
             * @memberof crescendo.v1
             * @classdesc Represents a ReplaySpec.
             * @constructor
             * @param {crescendo.v1.ReplaySpec.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReplaySpec = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ReplaySpec times.
             * @member {number} times
             * @memberof crescendo.v1.ReplaySpec
             * @instance
             */
            ReplaySpec.prototype.times = 0;

            /**
             * ReplaySpec size.
             * @member {number} size
             * @memberof crescendo.v1.ReplaySpec
             * @instance
             */
            ReplaySpec.prototype.size = 0;

            /**
             * ReplaySpec split.
             * @member {number} split
             * @memberof crescendo.v1.ReplaySpec
             * @instance
             */
            ReplaySpec.prototype.split = 0;

            /**
             * Creates a new ReplaySpec instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.ReplaySpec
             * @static
             * @param {crescendo.v1.ReplaySpec.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.ReplaySpec} ReplaySpec instance
             * @type {{
             *   (properties: crescendo.v1.ReplaySpec.$Shape): crescendo.v1.ReplaySpec & crescendo.v1.ReplaySpec.$Shape;
             *   (properties?: crescendo.v1.ReplaySpec.$Properties): crescendo.v1.ReplaySpec;
             * }}
             */
            ReplaySpec.create = function(properties) {
                return new ReplaySpec(properties);
            };

            /**
             * Encodes the specified ReplaySpec message. Does not implicitly {@link crescendo.v1.ReplaySpec.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.ReplaySpec
             * @static
             * @param {crescendo.v1.ReplaySpec.$Properties} message ReplaySpec message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReplaySpec.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.times != null && $Object.hasOwnProperty.call(message, "times") && message.times !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.times);
                if (message.size != null && $Object.hasOwnProperty.call(message, "size") && message.size !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.size);
                if (message.split != null && $Object.hasOwnProperty.call(message, "split") && message.split !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.split);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ReplaySpec message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.ReplaySpec
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.ReplaySpec & crescendo.v1.ReplaySpec.$Shape} ReplaySpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReplaySpec.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.ReplaySpec();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.times = value;
                            else
                                delete message.times;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.size = value;
                            else
                                delete message.size;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.split = value;
                            else
                                delete message.split;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a ReplaySpec message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.ReplaySpec
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.ReplaySpec} ReplaySpec
             */
            ReplaySpec.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.ReplaySpec)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.ReplaySpec: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.ReplaySpec();
                if (object.times != null)
                    if ($Number(object.times) !== 0)
                        message.times = object.times >>> 0;
                if (object.size != null)
                    if ($Number(object.size) !== 0)
                        message.size = object.size >>> 0;
                if (object.split != null)
                    if ($Number(object.split) !== 0)
                        message.split = object.split >>> 0;
                return message;
            };

            /**
             * Creates a plain object from a ReplaySpec message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.ReplaySpec
             * @static
             * @param {crescendo.v1.ReplaySpec} message ReplaySpec
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ReplaySpec.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.times = 0;
                    object.size = 0;
                    object.split = 0;
                }
                if (message.times != null && $Object.hasOwnProperty.call(message, "times"))
                    object.times = message.times;
                if (message.size != null && $Object.hasOwnProperty.call(message, "size"))
                    object.size = message.size;
                if (message.split != null && $Object.hasOwnProperty.call(message, "split"))
                    object.split = message.split;
                return object;
            };

            /**
             * Converts this ReplaySpec to JSON.
             * @function toJSON
             * @memberof crescendo.v1.ReplaySpec
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ReplaySpec.prototype.toJSON = function() {
                return ReplaySpec.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ReplaySpec
             * @function getTypeUrl
             * @memberof crescendo.v1.ReplaySpec
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ReplaySpec.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.ReplaySpec";
            };

            return ReplaySpec;
        })();

        v1.BudgetSpec = (function() {

            /**
             * Properties of a BudgetSpec.
             * @typedef {Object} crescendo.v1.BudgetSpec.$Properties
             * @property {number|null} [equivalentEpochs] BudgetSpec equivalentEpochs
             * @property {number|null} [samples] BudgetSpec samples
             * @property {number|null} [steps] BudgetSpec steps
             * @property {number|null} [flops] BudgetSpec flops
             * @property {number|null} [wallHours] BudgetSpec wallHours
             * @property {number|null} [acceleratorHours] BudgetSpec acceleratorHours
             * @property {number|null} [flopsAtBaseSize] BudgetSpec flopsAtBaseSize
             * @property {Object.<string,number>|null} [flopsBySide] BudgetSpec flopsBySide
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BudgetSpec.
             * @memberof crescendo.v1
             * @interface IBudgetSpec
             * @augments crescendo.v1.BudgetSpec.$Properties
             * @deprecated Use crescendo.v1.BudgetSpec.$Properties instead.
             */

            /**
             * Shape of a BudgetSpec.
             * @typedef {crescendo.v1.BudgetSpec.$Properties} crescendo.v1.BudgetSpec.$Shape
             */

            /**
             * Constructs a new BudgetSpec.
             * @memberof crescendo.v1
             * @classdesc Represents a BudgetSpec.
             * @constructor
             * @param {crescendo.v1.BudgetSpec.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BudgetSpec = function (properties) {
                this.flopsBySide = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BudgetSpec equivalentEpochs.
             * @member {number|null|undefined} equivalentEpochs
             * @memberof crescendo.v1.BudgetSpec
             * @instance
             */
            BudgetSpec.prototype.equivalentEpochs = null;

            /**
             * BudgetSpec samples.
             * @member {number|null|undefined} samples
             * @memberof crescendo.v1.BudgetSpec
             * @instance
             */
            BudgetSpec.prototype.samples = null;

            /**
             * BudgetSpec steps.
             * @member {number|null|undefined} steps
             * @memberof crescendo.v1.BudgetSpec
             * @instance
             */
            BudgetSpec.prototype.steps = null;

            /**
             * BudgetSpec flops.
             * @member {number|null|undefined} flops
             * @memberof crescendo.v1.BudgetSpec
             * @instance
             */
            BudgetSpec.prototype.flops = null;

            /**
             * BudgetSpec wallHours.
             * @member {number|null|undefined} wallHours
             * @memberof crescendo.v1.BudgetSpec
             * @instance
             */
            BudgetSpec.prototype.wallHours = null;

            /**
             * BudgetSpec acceleratorHours.
             * @member {number|null|undefined} acceleratorHours
             * @memberof crescendo.v1.BudgetSpec
             * @instance
             */
            BudgetSpec.prototype.acceleratorHours = null;

            /**
             * BudgetSpec flopsAtBaseSize.
             * @member {number|null|undefined} flopsAtBaseSize
             * @memberof crescendo.v1.BudgetSpec
             * @instance
             */
            BudgetSpec.prototype.flopsAtBaseSize = null;

            /**
             * BudgetSpec flopsBySide.
             * @member {Object.<string,number>} flopsBySide
             * @memberof crescendo.v1.BudgetSpec
             * @instance
             */
            BudgetSpec.prototype.flopsBySide = $util.emptyObject;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(BudgetSpec.prototype, "_equivalentEpochs", {
                get: $util.oneOfGetter($oneOfFields = ["equivalentEpochs"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(BudgetSpec.prototype, "_samples", {
                get: $util.oneOfGetter($oneOfFields = ["samples"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(BudgetSpec.prototype, "_steps", {
                get: $util.oneOfGetter($oneOfFields = ["steps"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(BudgetSpec.prototype, "_flops", {
                get: $util.oneOfGetter($oneOfFields = ["flops"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(BudgetSpec.prototype, "_wallHours", {
                get: $util.oneOfGetter($oneOfFields = ["wallHours"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(BudgetSpec.prototype, "_acceleratorHours", {
                get: $util.oneOfGetter($oneOfFields = ["acceleratorHours"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(BudgetSpec.prototype, "_flopsAtBaseSize", {
                get: $util.oneOfGetter($oneOfFields = ["flopsAtBaseSize"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new BudgetSpec instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.BudgetSpec
             * @static
             * @param {crescendo.v1.BudgetSpec.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.BudgetSpec} BudgetSpec instance
             * @type {{
             *   (properties: crescendo.v1.BudgetSpec.$Shape): crescendo.v1.BudgetSpec & crescendo.v1.BudgetSpec.$Shape;
             *   (properties?: crescendo.v1.BudgetSpec.$Properties): crescendo.v1.BudgetSpec;
             * }}
             */
            BudgetSpec.create = function(properties) {
                return new BudgetSpec(properties);
            };

            /**
             * Encodes the specified BudgetSpec message. Does not implicitly {@link crescendo.v1.BudgetSpec.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.BudgetSpec
             * @static
             * @param {crescendo.v1.BudgetSpec.$Properties} message BudgetSpec message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BudgetSpec.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.equivalentEpochs != null && $Object.hasOwnProperty.call(message, "equivalentEpochs"))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.equivalentEpochs);
                if (message.samples != null && $Object.hasOwnProperty.call(message, "samples"))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.samples);
                if (message.steps != null && $Object.hasOwnProperty.call(message, "steps"))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.steps);
                if (message.flops != null && $Object.hasOwnProperty.call(message, "flops"))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.flops);
                if (message.wallHours != null && $Object.hasOwnProperty.call(message, "wallHours"))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.wallHours);
                if (message.acceleratorHours != null && $Object.hasOwnProperty.call(message, "acceleratorHours"))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.acceleratorHours);
                if (message.flopsAtBaseSize != null && $Object.hasOwnProperty.call(message, "flopsAtBaseSize"))
                    writer.uint32(/* id 7, wireType 1 =*/57).double(message.flopsAtBaseSize);
                if (message.flopsBySide != null && $Object.hasOwnProperty.call(message, "flopsBySide"))
                    for (let keys = $Object.keys(message.flopsBySide), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 8, wireType 2 =*/66).fork().uint32(/* id 1, wireType 0 =*/8).uint32(keys[i]).uint32(/* id 2, wireType 1 =*/17).double(message.flopsBySide[keys[i]]).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BudgetSpec message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.BudgetSpec
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.BudgetSpec & crescendo.v1.BudgetSpec.$Shape} BudgetSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BudgetSpec.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.BudgetSpec();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 1)
                                break;
                            message.equivalentEpochs = reader.double();
                            message._equivalentEpochs = "equivalentEpochs";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            message.samples = reader.double();
                            message._samples = "samples";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            message.steps = reader.double();
                            message._steps = "steps";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            message.flops = reader.double();
                            message._flops = "flops";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            message.wallHours = reader.double();
                            message._wallHours = "wallHours";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            message.acceleratorHours = reader.double();
                            message._acceleratorHours = "acceleratorHours";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 1)
                                break;
                            message.flopsAtBaseSize = reader.double();
                            message._flopsAtBaseSize = "flopsAtBaseSize";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if (message.flopsBySide === $util.emptyObject)
                                message.flopsBySide = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = 0;
                            value = 0;
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 0)
                                        break;
                                    key = reader.uint32();
                                    continue;
                                case 2:
                                    if (wireType !== 1)
                                        break;
                                    value = reader.double();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            message.flopsBySide[key] = value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a BudgetSpec message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.BudgetSpec
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.BudgetSpec} BudgetSpec
             */
            BudgetSpec.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.BudgetSpec)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.BudgetSpec: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.BudgetSpec();
                if (object.equivalentEpochs != null)
                    message.equivalentEpochs = $Number(object.equivalentEpochs);
                if (object.samples != null)
                    message.samples = $Number(object.samples);
                if (object.steps != null)
                    message.steps = $Number(object.steps);
                if (object.flops != null)
                    message.flops = $Number(object.flops);
                if (object.wallHours != null)
                    message.wallHours = $Number(object.wallHours);
                if (object.acceleratorHours != null)
                    message.acceleratorHours = $Number(object.acceleratorHours);
                if (object.flopsAtBaseSize != null)
                    message.flopsAtBaseSize = $Number(object.flopsAtBaseSize);
                if (object.flopsBySide) {
                    if (!$util.isObject(object.flopsBySide))
                        throw $TypeError(".crescendo.v1.BudgetSpec.flopsBySide: object expected");
                    message.flopsBySide = {};
                    for (let keys = $Object.keys(object.flopsBySide), i = 0; i < keys.length; ++i) {
                        if (keys[i] === "__proto__")
                            $util.makeProp(message.flopsBySide, keys[i]);
                        message.flopsBySide[keys[i]] = $Number(object.flopsBySide[keys[i]]);
                    }
                }
                return message;
            };

            /**
             * Creates a plain object from a BudgetSpec message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.BudgetSpec
             * @static
             * @param {crescendo.v1.BudgetSpec} message BudgetSpec
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            BudgetSpec.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.objects || options.defaults)
                    object.flopsBySide = {};
                if (message.equivalentEpochs != null && $Object.hasOwnProperty.call(message, "equivalentEpochs"))
                    object.equivalentEpochs = options.json && !$isFinite(message.equivalentEpochs) ? $String(message.equivalentEpochs) : message.equivalentEpochs;
                if (message.samples != null && $Object.hasOwnProperty.call(message, "samples"))
                    object.samples = options.json && !$isFinite(message.samples) ? $String(message.samples) : message.samples;
                if (message.steps != null && $Object.hasOwnProperty.call(message, "steps"))
                    object.steps = options.json && !$isFinite(message.steps) ? $String(message.steps) : message.steps;
                if (message.flops != null && $Object.hasOwnProperty.call(message, "flops"))
                    object.flops = options.json && !$isFinite(message.flops) ? $String(message.flops) : message.flops;
                if (message.wallHours != null && $Object.hasOwnProperty.call(message, "wallHours"))
                    object.wallHours = options.json && !$isFinite(message.wallHours) ? $String(message.wallHours) : message.wallHours;
                if (message.acceleratorHours != null && $Object.hasOwnProperty.call(message, "acceleratorHours"))
                    object.acceleratorHours = options.json && !$isFinite(message.acceleratorHours) ? $String(message.acceleratorHours) : message.acceleratorHours;
                if (message.flopsAtBaseSize != null && $Object.hasOwnProperty.call(message, "flopsAtBaseSize"))
                    object.flopsAtBaseSize = options.json && !$isFinite(message.flopsAtBaseSize) ? $String(message.flopsAtBaseSize) : message.flopsAtBaseSize;
                let keys2;
                if (message.flopsBySide && (keys2 = $Object.keys(message.flopsBySide)).length) {
                    object.flopsBySide = {};
                    for (let j = 0; j < keys2.length; ++j) {
                        if (keys2[j] === "__proto__")
                            $util.makeProp(object.flopsBySide, keys2[j]);
                        object.flopsBySide[keys2[j]] = options.json && !$isFinite(message.flopsBySide[keys2[j]]) ? $String(message.flopsBySide[keys2[j]]) : message.flopsBySide[keys2[j]];
                    }
                }
                return object;
            };

            /**
             * Converts this BudgetSpec to JSON.
             * @function toJSON
             * @memberof crescendo.v1.BudgetSpec
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            BudgetSpec.prototype.toJSON = function() {
                return BudgetSpec.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for BudgetSpec
             * @function getTypeUrl
             * @memberof crescendo.v1.BudgetSpec
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            BudgetSpec.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.BudgetSpec";
            };

            return BudgetSpec;
        })();

        /**
         * CostKind enum.
         * @name crescendo.v1.CostKind
         * @enum {number}
         * @property {number} COST_KIND_UNSPECIFIED=0 COST_KIND_UNSPECIFIED value
         * @property {number} COST_KIND_QUADRATIC=1 COST_KIND_QUADRATIC value
         * @property {number} COST_KIND_TABLE=2 COST_KIND_TABLE value
         * @property {number} COST_KIND_MEASURED=3 COST_KIND_MEASURED value
         */
        v1.CostKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "COST_KIND_UNSPECIFIED"] = 0;
            values[valuesById[1] = "COST_KIND_QUADRATIC"] = 1;
            values[valuesById[2] = "COST_KIND_TABLE"] = 2;
            values[valuesById[3] = "COST_KIND_MEASURED"] = 3;
            return values;
        })();

        v1.StageSpec = (function() {

            /**
             * Properties of a StageSpec.
             * @typedef {Object} crescendo.v1.StageSpec.$Properties
             * @property {number|null} [until] StageSpec until
             * @property {number|null} [bandwidth] StageSpec bandwidth
             * @property {number|null} [globalBatch] StageSpec globalBatch
             * @property {string|null} [randaugment] StageSpec randaugment
             * @property {crescendo.v1.Strength.$Properties|null} [erasingProbability] StageSpec erasingProbability
             * @property {crescendo.v1.Strength.$Properties|null} [mixupAlpha] StageSpec mixupAlpha
             * @property {crescendo.v1.Strength.$Properties|null} [cutmixAlpha] StageSpec cutmixAlpha
             * @property {crescendo.v1.Strength.$Properties|null} [magnitude] StageSpec magnitude
             * @property {number|null} [microBatch] StageSpec microBatch
             * @property {number|null} [accumulation] StageSpec accumulation
             * @property {crescendo.v1.ReplaySpec.$Properties|null} [replay] StageSpec replay
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StageSpec.
             * @memberof crescendo.v1
             * @interface IStageSpec
             * @augments crescendo.v1.StageSpec.$Properties
             * @deprecated Use crescendo.v1.StageSpec.$Properties instead.
             */

            /**
             * Shape of a StageSpec.
             * @typedef {crescendo.v1.StageSpec.$Properties} crescendo.v1.StageSpec.$Shape
             */

            /**
             * Constructs a new StageSpec.
             * @memberof crescendo.v1
             * @classdesc Represents a StageSpec.
             * @constructor
             * @param {crescendo.v1.StageSpec.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StageSpec = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StageSpec until.
             * @member {number} until
             * @memberof crescendo.v1.StageSpec
             * @instance
             */
            StageSpec.prototype.until = 0;

            /**
             * StageSpec bandwidth.
             * @member {number} bandwidth
             * @memberof crescendo.v1.StageSpec
             * @instance
             */
            StageSpec.prototype.bandwidth = 0;

            /**
             * StageSpec globalBatch.
             * @member {number} globalBatch
             * @memberof crescendo.v1.StageSpec
             * @instance
             */
            StageSpec.prototype.globalBatch = 0;

            /**
             * StageSpec randaugment.
             * @member {string} randaugment
             * @memberof crescendo.v1.StageSpec
             * @instance
             */
            StageSpec.prototype.randaugment = "";

            /**
             * StageSpec erasingProbability.
             * @member {crescendo.v1.Strength.$Properties|null|undefined} erasingProbability
             * @memberof crescendo.v1.StageSpec
             * @instance
             */
            StageSpec.prototype.erasingProbability = null;

            /**
             * StageSpec mixupAlpha.
             * @member {crescendo.v1.Strength.$Properties|null|undefined} mixupAlpha
             * @memberof crescendo.v1.StageSpec
             * @instance
             */
            StageSpec.prototype.mixupAlpha = null;

            /**
             * StageSpec cutmixAlpha.
             * @member {crescendo.v1.Strength.$Properties|null|undefined} cutmixAlpha
             * @memberof crescendo.v1.StageSpec
             * @instance
             */
            StageSpec.prototype.cutmixAlpha = null;

            /**
             * StageSpec magnitude.
             * @member {crescendo.v1.Strength.$Properties|null|undefined} magnitude
             * @memberof crescendo.v1.StageSpec
             * @instance
             */
            StageSpec.prototype.magnitude = null;

            /**
             * StageSpec microBatch.
             * @member {number} microBatch
             * @memberof crescendo.v1.StageSpec
             * @instance
             */
            StageSpec.prototype.microBatch = 0;

            /**
             * StageSpec accumulation.
             * @member {number} accumulation
             * @memberof crescendo.v1.StageSpec
             * @instance
             */
            StageSpec.prototype.accumulation = 0;

            /**
             * StageSpec replay.
             * @member {crescendo.v1.ReplaySpec.$Properties|null|undefined} replay
             * @memberof crescendo.v1.StageSpec
             * @instance
             */
            StageSpec.prototype.replay = null;

            /**
             * Creates a new StageSpec instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.StageSpec
             * @static
             * @param {crescendo.v1.StageSpec.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.StageSpec} StageSpec instance
             * @type {{
             *   (properties: crescendo.v1.StageSpec.$Shape): crescendo.v1.StageSpec & crescendo.v1.StageSpec.$Shape;
             *   (properties?: crescendo.v1.StageSpec.$Properties): crescendo.v1.StageSpec;
             * }}
             */
            StageSpec.create = function(properties) {
                return new StageSpec(properties);
            };

            /**
             * Encodes the specified StageSpec message. Does not implicitly {@link crescendo.v1.StageSpec.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.StageSpec
             * @static
             * @param {crescendo.v1.StageSpec.$Properties} message StageSpec message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StageSpec.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.until != null && $Object.hasOwnProperty.call(message, "until") && !$Object.is(message.until, 0))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.until);
                if (message.bandwidth != null && $Object.hasOwnProperty.call(message, "bandwidth") && message.bandwidth !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.bandwidth);
                if (message.globalBatch != null && $Object.hasOwnProperty.call(message, "globalBatch") && message.globalBatch !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.globalBatch);
                if (message.randaugment != null && $Object.hasOwnProperty.call(message, "randaugment") && message.randaugment !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.randaugment);
                if (message.erasingProbability != null && $Object.hasOwnProperty.call(message, "erasingProbability"))
                    $root.crescendo.v1.Strength.encode(message.erasingProbability, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.mixupAlpha != null && $Object.hasOwnProperty.call(message, "mixupAlpha"))
                    $root.crescendo.v1.Strength.encode(message.mixupAlpha, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.cutmixAlpha != null && $Object.hasOwnProperty.call(message, "cutmixAlpha"))
                    $root.crescendo.v1.Strength.encode(message.cutmixAlpha, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.magnitude != null && $Object.hasOwnProperty.call(message, "magnitude"))
                    $root.crescendo.v1.Strength.encode(message.magnitude, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.microBatch != null && $Object.hasOwnProperty.call(message, "microBatch") && message.microBatch !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.microBatch);
                if (message.accumulation != null && $Object.hasOwnProperty.call(message, "accumulation") && message.accumulation !== 0)
                    writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.accumulation);
                if (message.replay != null && $Object.hasOwnProperty.call(message, "replay"))
                    $root.crescendo.v1.ReplaySpec.encode(message.replay, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StageSpec message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.StageSpec
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.StageSpec & crescendo.v1.StageSpec.$Shape} StageSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StageSpec.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.StageSpec();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.until = value;
                            else
                                delete message.until;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.bandwidth = value;
                            else
                                delete message.bandwidth;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.globalBatch = value;
                            else
                                delete message.globalBatch;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.randaugment = value;
                            else
                                delete message.randaugment;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.erasingProbability = $root.crescendo.v1.Strength.decode(reader, reader.size(), $undefined, _depth + 1, message.erasingProbability);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.mixupAlpha = $root.crescendo.v1.Strength.decode(reader, reader.size(), $undefined, _depth + 1, message.mixupAlpha);
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.cutmixAlpha = $root.crescendo.v1.Strength.decode(reader, reader.size(), $undefined, _depth + 1, message.cutmixAlpha);
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.magnitude = $root.crescendo.v1.Strength.decode(reader, reader.size(), $undefined, _depth + 1, message.magnitude);
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.microBatch = value;
                            else
                                delete message.microBatch;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.accumulation = value;
                            else
                                delete message.accumulation;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.replay = $root.crescendo.v1.ReplaySpec.decode(reader, reader.size(), $undefined, _depth + 1, message.replay);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a StageSpec message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.StageSpec
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.StageSpec} StageSpec
             */
            StageSpec.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.StageSpec)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.StageSpec: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.StageSpec();
                if (object.until != null)
                    if (!$Object.is($Number(object.until), 0))
                        message.until = $Number(object.until);
                if (object.bandwidth != null)
                    if ($Number(object.bandwidth) !== 0)
                        message.bandwidth = object.bandwidth >>> 0;
                if (object.globalBatch != null)
                    if ($Number(object.globalBatch) !== 0)
                        message.globalBatch = object.globalBatch >>> 0;
                if (object.randaugment != null)
                    if (typeof object.randaugment !== "string" || object.randaugment.length)
                        message.randaugment = $String(object.randaugment);
                if (object.erasingProbability != null) {
                    if (!$util.isObject(object.erasingProbability))
                        throw $TypeError(".crescendo.v1.StageSpec.erasingProbability: object expected");
                    message.erasingProbability = $root.crescendo.v1.Strength.fromObject(object.erasingProbability, _depth + 1);
                }
                if (object.mixupAlpha != null) {
                    if (!$util.isObject(object.mixupAlpha))
                        throw $TypeError(".crescendo.v1.StageSpec.mixupAlpha: object expected");
                    message.mixupAlpha = $root.crescendo.v1.Strength.fromObject(object.mixupAlpha, _depth + 1);
                }
                if (object.cutmixAlpha != null) {
                    if (!$util.isObject(object.cutmixAlpha))
                        throw $TypeError(".crescendo.v1.StageSpec.cutmixAlpha: object expected");
                    message.cutmixAlpha = $root.crescendo.v1.Strength.fromObject(object.cutmixAlpha, _depth + 1);
                }
                if (object.magnitude != null) {
                    if (!$util.isObject(object.magnitude))
                        throw $TypeError(".crescendo.v1.StageSpec.magnitude: object expected");
                    message.magnitude = $root.crescendo.v1.Strength.fromObject(object.magnitude, _depth + 1);
                }
                if (object.microBatch != null)
                    if ($Number(object.microBatch) !== 0)
                        message.microBatch = object.microBatch >>> 0;
                if (object.accumulation != null)
                    if ($Number(object.accumulation) !== 0)
                        message.accumulation = object.accumulation >>> 0;
                if (object.replay != null) {
                    if (!$util.isObject(object.replay))
                        throw $TypeError(".crescendo.v1.StageSpec.replay: object expected");
                    message.replay = $root.crescendo.v1.ReplaySpec.fromObject(object.replay, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a StageSpec message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.StageSpec
             * @static
             * @param {crescendo.v1.StageSpec} message StageSpec
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            StageSpec.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.until = 0;
                    object.bandwidth = 0;
                    object.globalBatch = 0;
                    object.randaugment = "";
                    object.erasingProbability = null;
                    object.mixupAlpha = null;
                    object.cutmixAlpha = null;
                    object.magnitude = null;
                    object.microBatch = 0;
                    object.accumulation = 0;
                    object.replay = null;
                }
                if (message.until != null && $Object.hasOwnProperty.call(message, "until"))
                    object.until = options.json && !$isFinite(message.until) ? $String(message.until) : message.until;
                if (message.bandwidth != null && $Object.hasOwnProperty.call(message, "bandwidth"))
                    object.bandwidth = message.bandwidth;
                if (message.globalBatch != null && $Object.hasOwnProperty.call(message, "globalBatch"))
                    object.globalBatch = message.globalBatch;
                if (message.randaugment != null && $Object.hasOwnProperty.call(message, "randaugment"))
                    object.randaugment = message.randaugment;
                if (message.erasingProbability != null && $Object.hasOwnProperty.call(message, "erasingProbability"))
                    object.erasingProbability = $root.crescendo.v1.Strength.toObject(message.erasingProbability, options, _depth + 1);
                if (message.mixupAlpha != null && $Object.hasOwnProperty.call(message, "mixupAlpha"))
                    object.mixupAlpha = $root.crescendo.v1.Strength.toObject(message.mixupAlpha, options, _depth + 1);
                if (message.cutmixAlpha != null && $Object.hasOwnProperty.call(message, "cutmixAlpha"))
                    object.cutmixAlpha = $root.crescendo.v1.Strength.toObject(message.cutmixAlpha, options, _depth + 1);
                if (message.magnitude != null && $Object.hasOwnProperty.call(message, "magnitude"))
                    object.magnitude = $root.crescendo.v1.Strength.toObject(message.magnitude, options, _depth + 1);
                if (message.microBatch != null && $Object.hasOwnProperty.call(message, "microBatch"))
                    object.microBatch = message.microBatch;
                if (message.accumulation != null && $Object.hasOwnProperty.call(message, "accumulation"))
                    object.accumulation = message.accumulation;
                if (message.replay != null && $Object.hasOwnProperty.call(message, "replay"))
                    object.replay = $root.crescendo.v1.ReplaySpec.toObject(message.replay, options, _depth + 1);
                return object;
            };

            /**
             * Converts this StageSpec to JSON.
             * @function toJSON
             * @memberof crescendo.v1.StageSpec
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            StageSpec.prototype.toJSON = function() {
                return StageSpec.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for StageSpec
             * @function getTypeUrl
             * @memberof crescendo.v1.StageSpec
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            StageSpec.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.StageSpec";
            };

            return StageSpec;
        })();

        v1.ScheduleSpec = (function() {

            /**
             * Properties of a ScheduleSpec.
             * @typedef {Object} crescendo.v1.ScheduleSpec.$Properties
             * @property {string|null} [preset] ScheduleSpec preset
             * @property {Array.<crescendo.v1.StageSpec.$Properties>|null} [stages] ScheduleSpec stages
             * @property {number|null} [referenceSize] ScheduleSpec referenceSize
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ScheduleSpec.
             * @memberof crescendo.v1
             * @interface IScheduleSpec
             * @augments crescendo.v1.ScheduleSpec.$Properties
             * @deprecated Use crescendo.v1.ScheduleSpec.$Properties instead.
             */

            /**
             * Shape of a ScheduleSpec.
             * @typedef {crescendo.v1.ScheduleSpec.$Properties} crescendo.v1.ScheduleSpec.$Shape
             */

            /**
             * Constructs a new ScheduleSpec.
             * @memberof crescendo.v1
             * @classdesc Represents a ScheduleSpec.
             * @constructor
             * @param {crescendo.v1.ScheduleSpec.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ScheduleSpec = function (properties) {
                this.stages = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ScheduleSpec preset.
             * @member {string} preset
             * @memberof crescendo.v1.ScheduleSpec
             * @instance
             */
            ScheduleSpec.prototype.preset = "";

            /**
             * ScheduleSpec stages.
             * @member {Array.<crescendo.v1.StageSpec.$Properties>} stages
             * @memberof crescendo.v1.ScheduleSpec
             * @instance
             */
            ScheduleSpec.prototype.stages = $util.emptyArray;

            /**
             * ScheduleSpec referenceSize.
             * @member {number} referenceSize
             * @memberof crescendo.v1.ScheduleSpec
             * @instance
             */
            ScheduleSpec.prototype.referenceSize = 0;

            /**
             * Creates a new ScheduleSpec instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.ScheduleSpec
             * @static
             * @param {crescendo.v1.ScheduleSpec.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.ScheduleSpec} ScheduleSpec instance
             * @type {{
             *   (properties: crescendo.v1.ScheduleSpec.$Shape): crescendo.v1.ScheduleSpec & crescendo.v1.ScheduleSpec.$Shape;
             *   (properties?: crescendo.v1.ScheduleSpec.$Properties): crescendo.v1.ScheduleSpec;
             * }}
             */
            ScheduleSpec.create = function(properties) {
                return new ScheduleSpec(properties);
            };

            /**
             * Encodes the specified ScheduleSpec message. Does not implicitly {@link crescendo.v1.ScheduleSpec.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.ScheduleSpec
             * @static
             * @param {crescendo.v1.ScheduleSpec.$Properties} message ScheduleSpec message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ScheduleSpec.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.preset != null && $Object.hasOwnProperty.call(message, "preset") && message.preset !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.preset);
                if (message.stages != null && message.stages.length)
                    for (let i = 0; i < message.stages.length; ++i)
                        $root.crescendo.v1.StageSpec.encode(message.stages[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.referenceSize != null && $Object.hasOwnProperty.call(message, "referenceSize") && message.referenceSize !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.referenceSize);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ScheduleSpec message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.ScheduleSpec
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.ScheduleSpec & crescendo.v1.ScheduleSpec.$Shape} ScheduleSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ScheduleSpec.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.ScheduleSpec();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.preset = value;
                            else
                                delete message.preset;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.stages && message.stages.length))
                                message.stages = [];
                            message.stages.push($root.crescendo.v1.StageSpec.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.referenceSize = value;
                            else
                                delete message.referenceSize;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a ScheduleSpec message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.ScheduleSpec
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.ScheduleSpec} ScheduleSpec
             */
            ScheduleSpec.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.ScheduleSpec)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.ScheduleSpec: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.ScheduleSpec();
                if (object.preset != null)
                    if (typeof object.preset !== "string" || object.preset.length)
                        message.preset = $String(object.preset);
                if (object.stages) {
                    if (!$Array.isArray(object.stages))
                        throw $TypeError(".crescendo.v1.ScheduleSpec.stages: array expected");
                    message.stages = $Array(object.stages.length);
                    for (let i = 0; i < object.stages.length; ++i) {
                        if (!$util.isObject(object.stages[i]))
                            throw $TypeError(".crescendo.v1.ScheduleSpec.stages: object expected");
                        message.stages[i] = $root.crescendo.v1.StageSpec.fromObject(object.stages[i], _depth + 1);
                    }
                }
                if (object.referenceSize != null)
                    if ($Number(object.referenceSize) !== 0)
                        message.referenceSize = object.referenceSize >>> 0;
                return message;
            };

            /**
             * Creates a plain object from a ScheduleSpec message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.ScheduleSpec
             * @static
             * @param {crescendo.v1.ScheduleSpec} message ScheduleSpec
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ScheduleSpec.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.stages = [];
                if (options.defaults) {
                    object.preset = "";
                    object.referenceSize = 0;
                }
                if (message.preset != null && $Object.hasOwnProperty.call(message, "preset"))
                    object.preset = message.preset;
                if (message.stages && message.stages.length) {
                    object.stages = $Array(message.stages.length);
                    for (let j = 0; j < message.stages.length; ++j)
                        object.stages[j] = $root.crescendo.v1.StageSpec.toObject(message.stages[j], options, _depth + 1);
                }
                if (message.referenceSize != null && $Object.hasOwnProperty.call(message, "referenceSize"))
                    object.referenceSize = message.referenceSize;
                return object;
            };

            /**
             * Converts this ScheduleSpec to JSON.
             * @function toJSON
             * @memberof crescendo.v1.ScheduleSpec
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ScheduleSpec.prototype.toJSON = function() {
                return ScheduleSpec.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ScheduleSpec
             * @function getTypeUrl
             * @memberof crescendo.v1.ScheduleSpec
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ScheduleSpec.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.ScheduleSpec";
            };

            return ScheduleSpec;
        })();

        v1.ValidationSpec = (function() {

            /**
             * Properties of a ValidationSpec.
             * @typedef {Object} crescendo.v1.ValidationSpec.$Properties
             * @property {string|null} [dataset] ValidationSpec dataset
             * @property {number|null} [globalBatch] ValidationSpec globalBatch
             * @property {number|null} [cropPct] ValidationSpec cropPct
             * @property {crescendo.v1.Interpolation|null} [interpolation] ValidationSpec interpolation
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ValidationSpec.
             * @memberof crescendo.v1
             * @interface IValidationSpec
             * @augments crescendo.v1.ValidationSpec.$Properties
             * @deprecated Use crescendo.v1.ValidationSpec.$Properties instead.
             */

            /**
             * Shape of a ValidationSpec.
             * @typedef {crescendo.v1.ValidationSpec.$Properties} crescendo.v1.ValidationSpec.$Shape
             */

            /**
             * Constructs a new ValidationSpec.
             * @memberof crescendo.v1
             * @classdesc Represents a ValidationSpec.
             * @constructor
             * @param {crescendo.v1.ValidationSpec.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ValidationSpec = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ValidationSpec dataset.
             * @member {string} dataset
             * @memberof crescendo.v1.ValidationSpec
             * @instance
             */
            ValidationSpec.prototype.dataset = "";

            /**
             * ValidationSpec globalBatch.
             * @member {number} globalBatch
             * @memberof crescendo.v1.ValidationSpec
             * @instance
             */
            ValidationSpec.prototype.globalBatch = 0;

            /**
             * ValidationSpec cropPct.
             * @member {number|null|undefined} cropPct
             * @memberof crescendo.v1.ValidationSpec
             * @instance
             */
            ValidationSpec.prototype.cropPct = null;

            /**
             * ValidationSpec interpolation.
             * @member {crescendo.v1.Interpolation} interpolation
             * @memberof crescendo.v1.ValidationSpec
             * @instance
             */
            ValidationSpec.prototype.interpolation = 0;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(ValidationSpec.prototype, "_cropPct", {
                get: $util.oneOfGetter($oneOfFields = ["cropPct"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new ValidationSpec instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.ValidationSpec
             * @static
             * @param {crescendo.v1.ValidationSpec.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.ValidationSpec} ValidationSpec instance
             * @type {{
             *   (properties: crescendo.v1.ValidationSpec.$Shape): crescendo.v1.ValidationSpec & crescendo.v1.ValidationSpec.$Shape;
             *   (properties?: crescendo.v1.ValidationSpec.$Properties): crescendo.v1.ValidationSpec;
             * }}
             */
            ValidationSpec.create = function(properties) {
                return new ValidationSpec(properties);
            };

            /**
             * Encodes the specified ValidationSpec message. Does not implicitly {@link crescendo.v1.ValidationSpec.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.ValidationSpec
             * @static
             * @param {crescendo.v1.ValidationSpec.$Properties} message ValidationSpec message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ValidationSpec.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.dataset != null && $Object.hasOwnProperty.call(message, "dataset") && message.dataset !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.dataset);
                if (message.globalBatch != null && $Object.hasOwnProperty.call(message, "globalBatch") && message.globalBatch !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.globalBatch);
                if (message.cropPct != null && $Object.hasOwnProperty.call(message, "cropPct"))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.cropPct);
                if (message.interpolation != null && $Object.hasOwnProperty.call(message, "interpolation") && message.interpolation !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.interpolation);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ValidationSpec message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.ValidationSpec
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.ValidationSpec & crescendo.v1.ValidationSpec.$Shape} ValidationSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ValidationSpec.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.ValidationSpec();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.dataset = value;
                            else
                                delete message.dataset;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.globalBatch = value;
                            else
                                delete message.globalBatch;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            message.cropPct = reader.double();
                            message._cropPct = "cropPct";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.interpolation = value;
                            else
                                delete message.interpolation;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a ValidationSpec message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.ValidationSpec
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.ValidationSpec} ValidationSpec
             */
            ValidationSpec.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.ValidationSpec)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.ValidationSpec: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.ValidationSpec();
                if (object.dataset != null)
                    if (typeof object.dataset !== "string" || object.dataset.length)
                        message.dataset = $String(object.dataset);
                if (object.globalBatch != null)
                    if ($Number(object.globalBatch) !== 0)
                        message.globalBatch = object.globalBatch >>> 0;
                if (object.cropPct != null)
                    message.cropPct = $Number(object.cropPct);
                if (object.interpolation !== 0 && (typeof object.interpolation !== "string" || $root.crescendo.v1.Interpolation[object.interpolation] !== 0))
                    switch (object.interpolation) {
                    case "INTERPOLATION_UNSPECIFIED":
                    case 0:
                        message.interpolation = 0;
                        break;
                    case "INTERPOLATION_BICUBIC":
                    case 1:
                        message.interpolation = 1;
                        break;
                    case "INTERPOLATION_BILINEAR":
                    case 2:
                        message.interpolation = 2;
                        break;
                    case "INTERPOLATION_LANCZOS":
                    case 3:
                        message.interpolation = 3;
                        break;
                    case "INTERPOLATION_BOX":
                    case 4:
                        message.interpolation = 4;
                        break;
                    case "INTERPOLATION_RANDOM":
                    case 5:
                        message.interpolation = 5;
                        break;
                    default:
                        if (typeof object.interpolation === "number" && (object.interpolation | 0) === object.interpolation)
                            message.interpolation = object.interpolation;
                    }
                return message;
            };

            /**
             * Creates a plain object from a ValidationSpec message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.ValidationSpec
             * @static
             * @param {crescendo.v1.ValidationSpec} message ValidationSpec
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ValidationSpec.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.dataset = "";
                    object.globalBatch = 0;
                    object.interpolation = options.enums === $String ? "INTERPOLATION_UNSPECIFIED" : 0;
                }
                if (message.dataset != null && $Object.hasOwnProperty.call(message, "dataset"))
                    object.dataset = message.dataset;
                if (message.globalBatch != null && $Object.hasOwnProperty.call(message, "globalBatch"))
                    object.globalBatch = message.globalBatch;
                if (message.cropPct != null && $Object.hasOwnProperty.call(message, "cropPct"))
                    object.cropPct = options.json && !$isFinite(message.cropPct) ? $String(message.cropPct) : message.cropPct;
                if (message.interpolation != null && $Object.hasOwnProperty.call(message, "interpolation"))
                    object.interpolation = options.enums === $String ? $root.crescendo.v1.Interpolation[message.interpolation] === $undefined ? message.interpolation : $root.crescendo.v1.Interpolation[message.interpolation] : message.interpolation;
                return object;
            };

            /**
             * Converts this ValidationSpec to JSON.
             * @function toJSON
             * @memberof crescendo.v1.ValidationSpec
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ValidationSpec.prototype.toJSON = function() {
                return ValidationSpec.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ValidationSpec
             * @function getTypeUrl
             * @memberof crescendo.v1.ValidationSpec
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ValidationSpec.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.ValidationSpec";
            };

            return ValidationSpec;
        })();

        v1.RunSpec = (function() {

            /**
             * Properties of a RunSpec.
             * @typedef {Object} crescendo.v1.RunSpec.$Properties
             * @property {string|null} [dataset] RunSpec dataset
             * @property {number|null} [seed] RunSpec seed
             * @property {Array.<number>|null} [baseSize] RunSpec baseSize
             * @property {crescendo.v1.ScheduleSpec.$Properties|null} [schedule] RunSpec schedule
             * @property {number|null} [equivalentEpochs] RunSpec equivalentEpochs
             * @property {number|null} [globalBatch] RunSpec globalBatch
             * @property {number|null} [worldSize] RunSpec worldSize
             * @property {crescendo.v1.Dtype|null} [dtype] RunSpec dtype
             * @property {crescendo.v1.LowFrequency|null} [lowFrequency] RunSpec lowFrequency
             * @property {crescendo.v1.Interpolation|null} [interpolation] RunSpec interpolation
             * @property {Array.<number>|null} [cropScale] RunSpec cropScale
             * @property {Array.<number>|null} [cropRatio] RunSpec cropRatio
             * @property {number|null} [horizontalFlip] RunSpec horizontalFlip
             * @property {number|null} [maxBadSamples] RunSpec maxBadSamples
             * @property {string|null} [randaugment] RunSpec randaugment
             * @property {string|null} [augmentInterpolation] RunSpec augmentInterpolation
             * @property {Array.<number>|null} [colorJitter] RunSpec colorJitter
             * @property {crescendo.v1.ErasingSpec.$Properties|null} [erasing] RunSpec erasing
             * @property {crescendo.v1.MixingSpec.$Properties|null} [mixing] RunSpec mixing
             * @property {Array.<number>|null} [mean] RunSpec mean
             * @property {Array.<number>|null} [std] RunSpec std
             * @property {crescendo.v1.BudgetSpec.$Properties|null} [budget] RunSpec budget
             * @property {crescendo.v1.CostKind|null} [cost] RunSpec cost
             * @property {Object.<string,number>|null} [costBySide] RunSpec costBySide
             * @property {number|null} [baseMicroBatch] RunSpec baseMicroBatch
             * @property {crescendo.v1.ValidationSpec.$Properties|null} [validation] RunSpec validation
             * @property {crescendo.v1.Fidelity|null} [fidelity] RunSpec fidelity
             * @property {crescendo.v1.CropPlace|null} [crop] RunSpec crop
             * @property {Object.<string,number>|null} [workingSides] RunSpec workingSides
             * @property {Array.<string>|null} [outputs] RunSpec outputs
             * @property {number|null} [grayscale] RunSpec grayscale
             * @property {number|null} [gaussianBlur] RunSpec gaussianBlur
             * @property {number|null} [sideMultiple] RunSpec sideMultiple
             * @property {number|null} [verticalFlip] RunSpec verticalFlip
             * @property {number|null} [augmentationRepeats] RunSpec augmentationRepeats
             * @property {number|null} [weight] RunSpec weight
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RunSpec.
             * @memberof crescendo.v1
             * @interface IRunSpec
             * @augments crescendo.v1.RunSpec.$Properties
             * @deprecated Use crescendo.v1.RunSpec.$Properties instead.
             */

            /**
             * Shape of a RunSpec.
             * @typedef {crescendo.v1.RunSpec.$Properties} crescendo.v1.RunSpec.$Shape
             */

            /**
             * Constructs a new RunSpec.
             * @memberof crescendo.v1
             * @classdesc Represents a RunSpec.
             * @constructor
             * @param {crescendo.v1.RunSpec.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RunSpec = function (properties) {
                this.baseSize = [];
                this.cropScale = [];
                this.cropRatio = [];
                this.colorJitter = [];
                this.mean = [];
                this.std = [];
                this.costBySide = {};
                this.workingSides = {};
                this.outputs = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RunSpec dataset.
             * @member {string} dataset
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.dataset = "";

            /**
             * RunSpec seed.
             * @member {number} seed
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.seed = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RunSpec baseSize.
             * @member {Array.<number>} baseSize
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.baseSize = $util.emptyArray;

            /**
             * RunSpec schedule.
             * @member {crescendo.v1.ScheduleSpec.$Properties|null|undefined} schedule
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.schedule = null;

            /**
             * RunSpec equivalentEpochs.
             * @member {number} equivalentEpochs
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.equivalentEpochs = 0;

            /**
             * RunSpec globalBatch.
             * @member {number} globalBatch
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.globalBatch = 0;

            /**
             * RunSpec worldSize.
             * @member {number} worldSize
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.worldSize = 0;

            /**
             * RunSpec dtype.
             * @member {crescendo.v1.Dtype} dtype
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.dtype = 0;

            /**
             * RunSpec lowFrequency.
             * @member {crescendo.v1.LowFrequency} lowFrequency
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.lowFrequency = 0;

            /**
             * RunSpec interpolation.
             * @member {crescendo.v1.Interpolation} interpolation
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.interpolation = 0;

            /**
             * RunSpec cropScale.
             * @member {Array.<number>} cropScale
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.cropScale = $util.emptyArray;

            /**
             * RunSpec cropRatio.
             * @member {Array.<number>} cropRatio
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.cropRatio = $util.emptyArray;

            /**
             * RunSpec horizontalFlip.
             * @member {number|null|undefined} horizontalFlip
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.horizontalFlip = null;

            /**
             * RunSpec maxBadSamples.
             * @member {number|null|undefined} maxBadSamples
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.maxBadSamples = null;

            /**
             * RunSpec randaugment.
             * @member {string} randaugment
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.randaugment = "";

            /**
             * RunSpec augmentInterpolation.
             * @member {string} augmentInterpolation
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.augmentInterpolation = "";

            /**
             * RunSpec colorJitter.
             * @member {Array.<number>} colorJitter
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.colorJitter = $util.emptyArray;

            /**
             * RunSpec erasing.
             * @member {crescendo.v1.ErasingSpec.$Properties|null|undefined} erasing
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.erasing = null;

            /**
             * RunSpec mixing.
             * @member {crescendo.v1.MixingSpec.$Properties|null|undefined} mixing
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.mixing = null;

            /**
             * RunSpec mean.
             * @member {Array.<number>} mean
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.mean = $util.emptyArray;

            /**
             * RunSpec std.
             * @member {Array.<number>} std
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.std = $util.emptyArray;

            /**
             * RunSpec budget.
             * @member {crescendo.v1.BudgetSpec.$Properties|null|undefined} budget
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.budget = null;

            /**
             * RunSpec cost.
             * @member {crescendo.v1.CostKind} cost
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.cost = 0;

            /**
             * RunSpec costBySide.
             * @member {Object.<string,number>} costBySide
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.costBySide = $util.emptyObject;

            /**
             * RunSpec baseMicroBatch.
             * @member {number} baseMicroBatch
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.baseMicroBatch = 0;

            /**
             * RunSpec validation.
             * @member {crescendo.v1.ValidationSpec.$Properties|null|undefined} validation
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.validation = null;

            /**
             * RunSpec fidelity.
             * @member {crescendo.v1.Fidelity} fidelity
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.fidelity = 0;

            /**
             * RunSpec crop.
             * @member {crescendo.v1.CropPlace} crop
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.crop = 0;

            /**
             * RunSpec workingSides.
             * @member {Object.<string,number>} workingSides
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.workingSides = $util.emptyObject;

            /**
             * RunSpec outputs.
             * @member {Array.<string>} outputs
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.outputs = $util.emptyArray;

            /**
             * RunSpec grayscale.
             * @member {number|null|undefined} grayscale
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.grayscale = null;

            /**
             * RunSpec gaussianBlur.
             * @member {number|null|undefined} gaussianBlur
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.gaussianBlur = null;

            /**
             * RunSpec sideMultiple.
             * @member {number|null|undefined} sideMultiple
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.sideMultiple = null;

            /**
             * RunSpec verticalFlip.
             * @member {number|null|undefined} verticalFlip
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.verticalFlip = null;

            /**
             * RunSpec augmentationRepeats.
             * @member {number|null|undefined} augmentationRepeats
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.augmentationRepeats = null;

            /**
             * RunSpec weight.
             * @member {number|null|undefined} weight
             * @memberof crescendo.v1.RunSpec
             * @instance
             */
            RunSpec.prototype.weight = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(RunSpec.prototype, "_horizontalFlip", {
                get: $util.oneOfGetter($oneOfFields = ["horizontalFlip"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(RunSpec.prototype, "_maxBadSamples", {
                get: $util.oneOfGetter($oneOfFields = ["maxBadSamples"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(RunSpec.prototype, "_grayscale", {
                get: $util.oneOfGetter($oneOfFields = ["grayscale"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(RunSpec.prototype, "_gaussianBlur", {
                get: $util.oneOfGetter($oneOfFields = ["gaussianBlur"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(RunSpec.prototype, "_sideMultiple", {
                get: $util.oneOfGetter($oneOfFields = ["sideMultiple"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(RunSpec.prototype, "_verticalFlip", {
                get: $util.oneOfGetter($oneOfFields = ["verticalFlip"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(RunSpec.prototype, "_augmentationRepeats", {
                get: $util.oneOfGetter($oneOfFields = ["augmentationRepeats"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(RunSpec.prototype, "_weight", {
                get: $util.oneOfGetter($oneOfFields = ["weight"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new RunSpec instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.RunSpec
             * @static
             * @param {crescendo.v1.RunSpec.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.RunSpec} RunSpec instance
             * @type {{
             *   (properties: crescendo.v1.RunSpec.$Shape): crescendo.v1.RunSpec & crescendo.v1.RunSpec.$Shape;
             *   (properties?: crescendo.v1.RunSpec.$Properties): crescendo.v1.RunSpec;
             * }}
             */
            RunSpec.create = function(properties) {
                return new RunSpec(properties);
            };

            /**
             * Encodes the specified RunSpec message. Does not implicitly {@link crescendo.v1.RunSpec.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.RunSpec
             * @static
             * @param {crescendo.v1.RunSpec.$Properties} message RunSpec message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RunSpec.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.dataset != null && $Object.hasOwnProperty.call(message, "dataset") && message.dataset !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.dataset);
                if (message.seed != null && $Object.hasOwnProperty.call(message, "seed") && (typeof message.seed === "object" ? message.seed.low || message.seed.high : message.seed !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.seed);
                if (message.baseSize != null && message.baseSize.length)
                    for (let i = 0; i < message.baseSize.length; ++i)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.baseSize[i]);
                if (message.schedule != null && $Object.hasOwnProperty.call(message, "schedule"))
                    $root.crescendo.v1.ScheduleSpec.encode(message.schedule, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.equivalentEpochs != null && $Object.hasOwnProperty.call(message, "equivalentEpochs") && !$Object.is(message.equivalentEpochs, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.equivalentEpochs);
                if (message.globalBatch != null && $Object.hasOwnProperty.call(message, "globalBatch") && message.globalBatch !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.globalBatch);
                if (message.worldSize != null && $Object.hasOwnProperty.call(message, "worldSize") && message.worldSize !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.worldSize);
                if (message.dtype != null && $Object.hasOwnProperty.call(message, "dtype") && message.dtype !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).int32(message.dtype);
                if (message.lowFrequency != null && $Object.hasOwnProperty.call(message, "lowFrequency") && message.lowFrequency !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).int32(message.lowFrequency);
                if (message.interpolation != null && $Object.hasOwnProperty.call(message, "interpolation") && message.interpolation !== 0)
                    writer.uint32(/* id 10, wireType 0 =*/80).int32(message.interpolation);
                if (message.cropScale != null && message.cropScale.length)
                    writer.uint32(/* id 11, wireType 2 =*/90).doubles(message.cropScale);
                if (message.cropRatio != null && message.cropRatio.length)
                    writer.uint32(/* id 12, wireType 2 =*/98).doubles(message.cropRatio);
                if (message.horizontalFlip != null && $Object.hasOwnProperty.call(message, "horizontalFlip"))
                    writer.uint32(/* id 13, wireType 1 =*/105).double(message.horizontalFlip);
                if (message.maxBadSamples != null && $Object.hasOwnProperty.call(message, "maxBadSamples"))
                    writer.uint32(/* id 14, wireType 1 =*/113).double(message.maxBadSamples);
                if (message.randaugment != null && $Object.hasOwnProperty.call(message, "randaugment") && message.randaugment !== "")
                    writer.uint32(/* id 15, wireType 2 =*/122).string(message.randaugment);
                if (message.augmentInterpolation != null && $Object.hasOwnProperty.call(message, "augmentInterpolation") && message.augmentInterpolation !== "")
                    writer.uint32(/* id 16, wireType 2 =*/130).string(message.augmentInterpolation);
                if (message.colorJitter != null && message.colorJitter.length)
                    writer.uint32(/* id 17, wireType 2 =*/138).doubles(message.colorJitter);
                if (message.erasing != null && $Object.hasOwnProperty.call(message, "erasing"))
                    $root.crescendo.v1.ErasingSpec.encode(message.erasing, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
                if (message.mixing != null && $Object.hasOwnProperty.call(message, "mixing"))
                    $root.crescendo.v1.MixingSpec.encode(message.mixing, writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
                if (message.mean != null && message.mean.length)
                    writer.uint32(/* id 20, wireType 2 =*/162).doubles(message.mean);
                if (message.std != null && message.std.length)
                    writer.uint32(/* id 21, wireType 2 =*/170).doubles(message.std);
                if (message.budget != null && $Object.hasOwnProperty.call(message, "budget"))
                    $root.crescendo.v1.BudgetSpec.encode(message.budget, writer.uint32(/* id 22, wireType 2 =*/178).fork(), _depth + 1).ldelim();
                if (message.cost != null && $Object.hasOwnProperty.call(message, "cost") && message.cost !== 0)
                    writer.uint32(/* id 23, wireType 0 =*/184).int32(message.cost);
                if (message.costBySide != null && $Object.hasOwnProperty.call(message, "costBySide"))
                    for (let keys = $Object.keys(message.costBySide), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 24, wireType 2 =*/194).fork().uint32(/* id 1, wireType 0 =*/8).uint32(keys[i]).uint32(/* id 2, wireType 1 =*/17).double(message.costBySide[keys[i]]).ldelim();
                if (message.baseMicroBatch != null && $Object.hasOwnProperty.call(message, "baseMicroBatch") && message.baseMicroBatch !== 0)
                    writer.uint32(/* id 25, wireType 0 =*/200).uint32(message.baseMicroBatch);
                if (message.validation != null && $Object.hasOwnProperty.call(message, "validation"))
                    $root.crescendo.v1.ValidationSpec.encode(message.validation, writer.uint32(/* id 26, wireType 2 =*/210).fork(), _depth + 1).ldelim();
                if (message.fidelity != null && $Object.hasOwnProperty.call(message, "fidelity") && message.fidelity !== 0)
                    writer.uint32(/* id 27, wireType 0 =*/216).int32(message.fidelity);
                if (message.crop != null && $Object.hasOwnProperty.call(message, "crop") && message.crop !== 0)
                    writer.uint32(/* id 28, wireType 0 =*/224).int32(message.crop);
                if (message.workingSides != null && $Object.hasOwnProperty.call(message, "workingSides"))
                    for (let keys = $Object.keys(message.workingSides), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 29, wireType 2 =*/234).fork().uint32(/* id 1, wireType 0 =*/8).uint32(keys[i]).uint32(/* id 2, wireType 0 =*/16).uint32(message.workingSides[keys[i]]).ldelim();
                if (message.outputs != null && message.outputs.length)
                    for (let i = 0; i < message.outputs.length; ++i)
                        writer.uint32(/* id 30, wireType 2 =*/242).string(message.outputs[i]);
                if (message.grayscale != null && $Object.hasOwnProperty.call(message, "grayscale"))
                    writer.uint32(/* id 31, wireType 1 =*/249).double(message.grayscale);
                if (message.gaussianBlur != null && $Object.hasOwnProperty.call(message, "gaussianBlur"))
                    writer.uint32(/* id 32, wireType 1 =*/257).double(message.gaussianBlur);
                if (message.sideMultiple != null && $Object.hasOwnProperty.call(message, "sideMultiple"))
                    writer.uint32(/* id 40, wireType 0 =*/320).uint32(message.sideMultiple);
                if (message.verticalFlip != null && $Object.hasOwnProperty.call(message, "verticalFlip"))
                    writer.uint32(/* id 41, wireType 1 =*/329).double(message.verticalFlip);
                if (message.augmentationRepeats != null && $Object.hasOwnProperty.call(message, "augmentationRepeats"))
                    writer.uint32(/* id 42, wireType 0 =*/336).uint32(message.augmentationRepeats);
                if (message.weight != null && $Object.hasOwnProperty.call(message, "weight"))
                    writer.uint32(/* id 50, wireType 1 =*/401).double(message.weight);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RunSpec message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.RunSpec
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.RunSpec & crescendo.v1.RunSpec.$Shape} RunSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RunSpec.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.RunSpec();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.dataset = value;
                            else
                                delete message.dataset;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.seed = value;
                            else
                                delete message.seed;
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.baseSize && message.baseSize.length))
                                    message.baseSize = [];
                                reader.uint32s(message.baseSize);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.baseSize && message.baseSize.length))
                                message.baseSize = [];
                            message.baseSize.push(reader.uint32());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.schedule = $root.crescendo.v1.ScheduleSpec.decode(reader, reader.size(), $undefined, _depth + 1, message.schedule);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.equivalentEpochs = value;
                            else
                                delete message.equivalentEpochs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.globalBatch = value;
                            else
                                delete message.globalBatch;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.worldSize = value;
                            else
                                delete message.worldSize;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.dtype = value;
                            else
                                delete message.dtype;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.lowFrequency = value;
                            else
                                delete message.lowFrequency;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.interpolation = value;
                            else
                                delete message.interpolation;
                            continue;
                        }
                    case 11: {
                            if (wireType === 2) {
                                if (!(message.cropScale && message.cropScale.length))
                                    message.cropScale = [];
                                reader.doubles(message.cropScale);
                                continue;
                            }
                            if (wireType !== 1)
                                break;
                            if (!(message.cropScale && message.cropScale.length))
                                message.cropScale = [];
                            message.cropScale.push(reader.double());
                            continue;
                        }
                    case 12: {
                            if (wireType === 2) {
                                if (!(message.cropRatio && message.cropRatio.length))
                                    message.cropRatio = [];
                                reader.doubles(message.cropRatio);
                                continue;
                            }
                            if (wireType !== 1)
                                break;
                            if (!(message.cropRatio && message.cropRatio.length))
                                message.cropRatio = [];
                            message.cropRatio.push(reader.double());
                            continue;
                        }
                    case 13: {
                            if (wireType !== 1)
                                break;
                            message.horizontalFlip = reader.double();
                            message._horizontalFlip = "horizontalFlip";
                            continue;
                        }
                    case 14: {
                            if (wireType !== 1)
                                break;
                            message.maxBadSamples = reader.double();
                            message._maxBadSamples = "maxBadSamples";
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.randaugment = value;
                            else
                                delete message.randaugment;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.augmentInterpolation = value;
                            else
                                delete message.augmentInterpolation;
                            continue;
                        }
                    case 17: {
                            if (wireType === 2) {
                                if (!(message.colorJitter && message.colorJitter.length))
                                    message.colorJitter = [];
                                reader.doubles(message.colorJitter);
                                continue;
                            }
                            if (wireType !== 1)
                                break;
                            if (!(message.colorJitter && message.colorJitter.length))
                                message.colorJitter = [];
                            message.colorJitter.push(reader.double());
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            message.erasing = $root.crescendo.v1.ErasingSpec.decode(reader, reader.size(), $undefined, _depth + 1, message.erasing);
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            message.mixing = $root.crescendo.v1.MixingSpec.decode(reader, reader.size(), $undefined, _depth + 1, message.mixing);
                            continue;
                        }
                    case 20: {
                            if (wireType === 2) {
                                if (!(message.mean && message.mean.length))
                                    message.mean = [];
                                reader.doubles(message.mean);
                                continue;
                            }
                            if (wireType !== 1)
                                break;
                            if (!(message.mean && message.mean.length))
                                message.mean = [];
                            message.mean.push(reader.double());
                            continue;
                        }
                    case 21: {
                            if (wireType === 2) {
                                if (!(message.std && message.std.length))
                                    message.std = [];
                                reader.doubles(message.std);
                                continue;
                            }
                            if (wireType !== 1)
                                break;
                            if (!(message.std && message.std.length))
                                message.std = [];
                            message.std.push(reader.double());
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            message.budget = $root.crescendo.v1.BudgetSpec.decode(reader, reader.size(), $undefined, _depth + 1, message.budget);
                            continue;
                        }
                    case 23: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.cost = value;
                            else
                                delete message.cost;
                            continue;
                        }
                    case 24: {
                            if (wireType !== 2)
                                break;
                            if (message.costBySide === $util.emptyObject)
                                message.costBySide = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = 0;
                            value = 0;
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 0)
                                        break;
                                    key = reader.uint32();
                                    continue;
                                case 2:
                                    if (wireType !== 1)
                                        break;
                                    value = reader.double();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            message.costBySide[key] = value;
                            continue;
                        }
                    case 25: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.baseMicroBatch = value;
                            else
                                delete message.baseMicroBatch;
                            continue;
                        }
                    case 26: {
                            if (wireType !== 2)
                                break;
                            message.validation = $root.crescendo.v1.ValidationSpec.decode(reader, reader.size(), $undefined, _depth + 1, message.validation);
                            continue;
                        }
                    case 27: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.fidelity = value;
                            else
                                delete message.fidelity;
                            continue;
                        }
                    case 28: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.crop = value;
                            else
                                delete message.crop;
                            continue;
                        }
                    case 29: {
                            if (wireType !== 2)
                                break;
                            if (message.workingSides === $util.emptyObject)
                                message.workingSides = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = 0;
                            value = 0;
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 0)
                                        break;
                                    key = reader.uint32();
                                    continue;
                                case 2:
                                    if (wireType !== 0)
                                        break;
                                    value = reader.uint32();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            message.workingSides[key] = value;
                            continue;
                        }
                    case 30: {
                            if (wireType !== 2)
                                break;
                            if (!(message.outputs && message.outputs.length))
                                message.outputs = [];
                            message.outputs.push(reader.stringVerify());
                            continue;
                        }
                    case 31: {
                            if (wireType !== 1)
                                break;
                            message.grayscale = reader.double();
                            message._grayscale = "grayscale";
                            continue;
                        }
                    case 32: {
                            if (wireType !== 1)
                                break;
                            message.gaussianBlur = reader.double();
                            message._gaussianBlur = "gaussianBlur";
                            continue;
                        }
                    case 40: {
                            if (wireType !== 0)
                                break;
                            message.sideMultiple = reader.uint32();
                            message._sideMultiple = "sideMultiple";
                            continue;
                        }
                    case 41: {
                            if (wireType !== 1)
                                break;
                            message.verticalFlip = reader.double();
                            message._verticalFlip = "verticalFlip";
                            continue;
                        }
                    case 42: {
                            if (wireType !== 0)
                                break;
                            message.augmentationRepeats = reader.uint32();
                            message._augmentationRepeats = "augmentationRepeats";
                            continue;
                        }
                    case 50: {
                            if (wireType !== 1)
                                break;
                            message.weight = reader.double();
                            message._weight = "weight";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a RunSpec message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.RunSpec
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.RunSpec} RunSpec
             */
            RunSpec.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.RunSpec)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.RunSpec: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.RunSpec();
                if (object.dataset != null)
                    if (typeof object.dataset !== "string" || object.dataset.length)
                        message.dataset = $String(object.dataset);
                if (object.seed != null)
                    if (typeof object.seed === "object" ? object.seed.low || object.seed.high : $Number(object.seed) !== 0)
                        if ($util.Long)
                            message.seed = $util.Long.fromValue(object.seed, true);
                        else if (typeof object.seed === "string")
                            message.seed = $parseInt(object.seed, 10);
                        else if (typeof object.seed === "number")
                            message.seed = object.seed;
                        else if (typeof object.seed === "object")
                            message.seed = new $util.LongBits(object.seed.low >>> 0, object.seed.high >>> 0).toNumber(true);
                if (object.baseSize) {
                    if (!$Array.isArray(object.baseSize))
                        throw $TypeError(".crescendo.v1.RunSpec.baseSize: array expected");
                    message.baseSize = $Array(object.baseSize.length);
                    for (let i = 0; i < object.baseSize.length; ++i)
                        message.baseSize[i] = object.baseSize[i] >>> 0;
                }
                if (object.schedule != null) {
                    if (!$util.isObject(object.schedule))
                        throw $TypeError(".crescendo.v1.RunSpec.schedule: object expected");
                    message.schedule = $root.crescendo.v1.ScheduleSpec.fromObject(object.schedule, _depth + 1);
                }
                if (object.equivalentEpochs != null)
                    if (!$Object.is($Number(object.equivalentEpochs), 0))
                        message.equivalentEpochs = $Number(object.equivalentEpochs);
                if (object.globalBatch != null)
                    if ($Number(object.globalBatch) !== 0)
                        message.globalBatch = object.globalBatch >>> 0;
                if (object.worldSize != null)
                    if ($Number(object.worldSize) !== 0)
                        message.worldSize = object.worldSize >>> 0;
                if (object.dtype !== 0 && (typeof object.dtype !== "string" || $root.crescendo.v1.Dtype[object.dtype] !== 0))
                    switch (object.dtype) {
                    case "DTYPE_UNSPECIFIED":
                    case 0:
                        message.dtype = 0;
                        break;
                    case "DTYPE_UINT8":
                    case 1:
                        message.dtype = 1;
                        break;
                    case "DTYPE_FLOAT32":
                    case 2:
                        message.dtype = 2;
                        break;
                    default:
                        if (typeof object.dtype === "number" && (object.dtype | 0) === object.dtype)
                            message.dtype = object.dtype;
                    }
                if (object.lowFrequency !== 0 && (typeof object.lowFrequency !== "string" || $root.crescendo.v1.LowFrequency[object.lowFrequency] !== 0))
                    switch (object.lowFrequency) {
                    case "LOW_FREQUENCY_UNSPECIFIED":
                    case 0:
                        message.lowFrequency = 0;
                        break;
                    case "LOW_FREQUENCY_SPECTRAL":
                    case 1:
                        message.lowFrequency = 1;
                        break;
                    case "LOW_FREQUENCY_LANCZOS":
                    case 2:
                        message.lowFrequency = 2;
                        break;
                    default:
                        if (typeof object.lowFrequency === "number" && (object.lowFrequency | 0) === object.lowFrequency)
                            message.lowFrequency = object.lowFrequency;
                    }
                if (object.interpolation !== 0 && (typeof object.interpolation !== "string" || $root.crescendo.v1.Interpolation[object.interpolation] !== 0))
                    switch (object.interpolation) {
                    case "INTERPOLATION_UNSPECIFIED":
                    case 0:
                        message.interpolation = 0;
                        break;
                    case "INTERPOLATION_BICUBIC":
                    case 1:
                        message.interpolation = 1;
                        break;
                    case "INTERPOLATION_BILINEAR":
                    case 2:
                        message.interpolation = 2;
                        break;
                    case "INTERPOLATION_LANCZOS":
                    case 3:
                        message.interpolation = 3;
                        break;
                    case "INTERPOLATION_BOX":
                    case 4:
                        message.interpolation = 4;
                        break;
                    case "INTERPOLATION_RANDOM":
                    case 5:
                        message.interpolation = 5;
                        break;
                    default:
                        if (typeof object.interpolation === "number" && (object.interpolation | 0) === object.interpolation)
                            message.interpolation = object.interpolation;
                    }
                if (object.cropScale) {
                    if (!$Array.isArray(object.cropScale))
                        throw $TypeError(".crescendo.v1.RunSpec.cropScale: array expected");
                    message.cropScale = $Array(object.cropScale.length);
                    for (let i = 0; i < object.cropScale.length; ++i)
                        message.cropScale[i] = $Number(object.cropScale[i]);
                }
                if (object.cropRatio) {
                    if (!$Array.isArray(object.cropRatio))
                        throw $TypeError(".crescendo.v1.RunSpec.cropRatio: array expected");
                    message.cropRatio = $Array(object.cropRatio.length);
                    for (let i = 0; i < object.cropRatio.length; ++i)
                        message.cropRatio[i] = $Number(object.cropRatio[i]);
                }
                if (object.horizontalFlip != null)
                    message.horizontalFlip = $Number(object.horizontalFlip);
                if (object.maxBadSamples != null)
                    message.maxBadSamples = $Number(object.maxBadSamples);
                if (object.randaugment != null)
                    if (typeof object.randaugment !== "string" || object.randaugment.length)
                        message.randaugment = $String(object.randaugment);
                if (object.augmentInterpolation != null)
                    if (typeof object.augmentInterpolation !== "string" || object.augmentInterpolation.length)
                        message.augmentInterpolation = $String(object.augmentInterpolation);
                if (object.colorJitter) {
                    if (!$Array.isArray(object.colorJitter))
                        throw $TypeError(".crescendo.v1.RunSpec.colorJitter: array expected");
                    message.colorJitter = $Array(object.colorJitter.length);
                    for (let i = 0; i < object.colorJitter.length; ++i)
                        message.colorJitter[i] = $Number(object.colorJitter[i]);
                }
                if (object.erasing != null) {
                    if (!$util.isObject(object.erasing))
                        throw $TypeError(".crescendo.v1.RunSpec.erasing: object expected");
                    message.erasing = $root.crescendo.v1.ErasingSpec.fromObject(object.erasing, _depth + 1);
                }
                if (object.mixing != null) {
                    if (!$util.isObject(object.mixing))
                        throw $TypeError(".crescendo.v1.RunSpec.mixing: object expected");
                    message.mixing = $root.crescendo.v1.MixingSpec.fromObject(object.mixing, _depth + 1);
                }
                if (object.mean) {
                    if (!$Array.isArray(object.mean))
                        throw $TypeError(".crescendo.v1.RunSpec.mean: array expected");
                    message.mean = $Array(object.mean.length);
                    for (let i = 0; i < object.mean.length; ++i)
                        message.mean[i] = $Number(object.mean[i]);
                }
                if (object.std) {
                    if (!$Array.isArray(object.std))
                        throw $TypeError(".crescendo.v1.RunSpec.std: array expected");
                    message.std = $Array(object.std.length);
                    for (let i = 0; i < object.std.length; ++i)
                        message.std[i] = $Number(object.std[i]);
                }
                if (object.budget != null) {
                    if (!$util.isObject(object.budget))
                        throw $TypeError(".crescendo.v1.RunSpec.budget: object expected");
                    message.budget = $root.crescendo.v1.BudgetSpec.fromObject(object.budget, _depth + 1);
                }
                if (object.cost !== 0 && (typeof object.cost !== "string" || $root.crescendo.v1.CostKind[object.cost] !== 0))
                    switch (object.cost) {
                    case "COST_KIND_UNSPECIFIED":
                    case 0:
                        message.cost = 0;
                        break;
                    case "COST_KIND_QUADRATIC":
                    case 1:
                        message.cost = 1;
                        break;
                    case "COST_KIND_TABLE":
                    case 2:
                        message.cost = 2;
                        break;
                    case "COST_KIND_MEASURED":
                    case 3:
                        message.cost = 3;
                        break;
                    default:
                        if (typeof object.cost === "number" && (object.cost | 0) === object.cost)
                            message.cost = object.cost;
                    }
                if (object.costBySide) {
                    if (!$util.isObject(object.costBySide))
                        throw $TypeError(".crescendo.v1.RunSpec.costBySide: object expected");
                    message.costBySide = {};
                    for (let keys = $Object.keys(object.costBySide), i = 0; i < keys.length; ++i) {
                        if (keys[i] === "__proto__")
                            $util.makeProp(message.costBySide, keys[i]);
                        message.costBySide[keys[i]] = $Number(object.costBySide[keys[i]]);
                    }
                }
                if (object.baseMicroBatch != null)
                    if ($Number(object.baseMicroBatch) !== 0)
                        message.baseMicroBatch = object.baseMicroBatch >>> 0;
                if (object.validation != null) {
                    if (!$util.isObject(object.validation))
                        throw $TypeError(".crescendo.v1.RunSpec.validation: object expected");
                    message.validation = $root.crescendo.v1.ValidationSpec.fromObject(object.validation, _depth + 1);
                }
                if (object.fidelity !== 0 && (typeof object.fidelity !== "string" || $root.crescendo.v1.Fidelity[object.fidelity] !== 0))
                    switch (object.fidelity) {
                    case "FIDELITY_UNSPECIFIED":
                    case 0:
                        message.fidelity = 0;
                        break;
                    case "FIDELITY_EXACT":
                    case 1:
                        message.fidelity = 1;
                        break;
                    case "FIDELITY_MATCHED":
                    case 2:
                        message.fidelity = 2;
                        break;
                    default:
                        if (typeof object.fidelity === "number" && (object.fidelity | 0) === object.fidelity)
                            message.fidelity = object.fidelity;
                    }
                if (object.crop !== 0 && (typeof object.crop !== "string" || $root.crescendo.v1.CropPlace[object.crop] !== 0))
                    switch (object.crop) {
                    case "CROP_PLACE_UNSPECIFIED":
                    case 0:
                        message.crop = 0;
                        break;
                    case "CROP_PLACE_SERVER":
                    case 1:
                        message.crop = 1;
                        break;
                    case "CROP_PLACE_CLIENT":
                    case 2:
                        message.crop = 2;
                        break;
                    default:
                        if (typeof object.crop === "number" && (object.crop | 0) === object.crop)
                            message.crop = object.crop;
                    }
                if (object.workingSides) {
                    if (!$util.isObject(object.workingSides))
                        throw $TypeError(".crescendo.v1.RunSpec.workingSides: object expected");
                    message.workingSides = {};
                    for (let keys = $Object.keys(object.workingSides), i = 0; i < keys.length; ++i) {
                        if (keys[i] === "__proto__")
                            $util.makeProp(message.workingSides, keys[i]);
                        message.workingSides[keys[i]] = object.workingSides[keys[i]] >>> 0;
                    }
                }
                if (object.outputs) {
                    if (!$Array.isArray(object.outputs))
                        throw $TypeError(".crescendo.v1.RunSpec.outputs: array expected");
                    message.outputs = $Array(object.outputs.length);
                    for (let i = 0; i < object.outputs.length; ++i)
                        message.outputs[i] = $String(object.outputs[i]);
                }
                if (object.grayscale != null)
                    message.grayscale = $Number(object.grayscale);
                if (object.gaussianBlur != null)
                    message.gaussianBlur = $Number(object.gaussianBlur);
                if (object.sideMultiple != null)
                    message.sideMultiple = object.sideMultiple >>> 0;
                if (object.verticalFlip != null)
                    message.verticalFlip = $Number(object.verticalFlip);
                if (object.augmentationRepeats != null)
                    message.augmentationRepeats = object.augmentationRepeats >>> 0;
                if (object.weight != null)
                    message.weight = $Number(object.weight);
                return message;
            };

            /**
             * Creates a plain object from a RunSpec message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.RunSpec
             * @static
             * @param {crescendo.v1.RunSpec} message RunSpec
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            RunSpec.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.baseSize = [];
                    object.cropScale = [];
                    object.cropRatio = [];
                    object.colorJitter = [];
                    object.mean = [];
                    object.std = [];
                    object.outputs = [];
                }
                if (options.objects || options.defaults) {
                    object.costBySide = {};
                    object.workingSides = {};
                }
                if (options.defaults) {
                    object.dataset = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.seed = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.seed = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.schedule = null;
                    object.equivalentEpochs = 0;
                    object.globalBatch = 0;
                    object.worldSize = 0;
                    object.dtype = options.enums === $String ? "DTYPE_UNSPECIFIED" : 0;
                    object.lowFrequency = options.enums === $String ? "LOW_FREQUENCY_UNSPECIFIED" : 0;
                    object.interpolation = options.enums === $String ? "INTERPOLATION_UNSPECIFIED" : 0;
                    object.randaugment = "";
                    object.augmentInterpolation = "";
                    object.erasing = null;
                    object.mixing = null;
                    object.budget = null;
                    object.cost = options.enums === $String ? "COST_KIND_UNSPECIFIED" : 0;
                    object.baseMicroBatch = 0;
                    object.validation = null;
                    object.fidelity = options.enums === $String ? "FIDELITY_UNSPECIFIED" : 0;
                    object.crop = options.enums === $String ? "CROP_PLACE_UNSPECIFIED" : 0;
                }
                if (message.dataset != null && $Object.hasOwnProperty.call(message, "dataset"))
                    object.dataset = message.dataset;
                if (message.seed != null && $Object.hasOwnProperty.call(message, "seed"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.seed = typeof message.seed === "number" ? $BigInt(message.seed) : $util.Long.fromBits(message.seed.low >>> 0, message.seed.high >>> 0, true).toBigInt();
                    else if (typeof message.seed === "number")
                        object.seed = options.longs === $String ? $String(message.seed) : message.seed;
                    else
                        object.seed = options.longs === $String ? $util.Long.prototype.toString.call(message.seed) : options.longs === $Number ? new $util.LongBits(message.seed.low >>> 0, message.seed.high >>> 0).toNumber(true) : message.seed;
                if (message.baseSize && message.baseSize.length) {
                    object.baseSize = $Array(message.baseSize.length);
                    for (let j = 0; j < message.baseSize.length; ++j)
                        object.baseSize[j] = message.baseSize[j];
                }
                if (message.schedule != null && $Object.hasOwnProperty.call(message, "schedule"))
                    object.schedule = $root.crescendo.v1.ScheduleSpec.toObject(message.schedule, options, _depth + 1);
                if (message.equivalentEpochs != null && $Object.hasOwnProperty.call(message, "equivalentEpochs"))
                    object.equivalentEpochs = options.json && !$isFinite(message.equivalentEpochs) ? $String(message.equivalentEpochs) : message.equivalentEpochs;
                if (message.globalBatch != null && $Object.hasOwnProperty.call(message, "globalBatch"))
                    object.globalBatch = message.globalBatch;
                if (message.worldSize != null && $Object.hasOwnProperty.call(message, "worldSize"))
                    object.worldSize = message.worldSize;
                if (message.dtype != null && $Object.hasOwnProperty.call(message, "dtype"))
                    object.dtype = options.enums === $String ? $root.crescendo.v1.Dtype[message.dtype] === $undefined ? message.dtype : $root.crescendo.v1.Dtype[message.dtype] : message.dtype;
                if (message.lowFrequency != null && $Object.hasOwnProperty.call(message, "lowFrequency"))
                    object.lowFrequency = options.enums === $String ? $root.crescendo.v1.LowFrequency[message.lowFrequency] === $undefined ? message.lowFrequency : $root.crescendo.v1.LowFrequency[message.lowFrequency] : message.lowFrequency;
                if (message.interpolation != null && $Object.hasOwnProperty.call(message, "interpolation"))
                    object.interpolation = options.enums === $String ? $root.crescendo.v1.Interpolation[message.interpolation] === $undefined ? message.interpolation : $root.crescendo.v1.Interpolation[message.interpolation] : message.interpolation;
                if (message.cropScale && message.cropScale.length) {
                    object.cropScale = $Array(message.cropScale.length);
                    for (let j = 0; j < message.cropScale.length; ++j)
                        object.cropScale[j] = options.json && !$isFinite(message.cropScale[j]) ? $String(message.cropScale[j]) : message.cropScale[j];
                }
                if (message.cropRatio && message.cropRatio.length) {
                    object.cropRatio = $Array(message.cropRatio.length);
                    for (let j = 0; j < message.cropRatio.length; ++j)
                        object.cropRatio[j] = options.json && !$isFinite(message.cropRatio[j]) ? $String(message.cropRatio[j]) : message.cropRatio[j];
                }
                if (message.horizontalFlip != null && $Object.hasOwnProperty.call(message, "horizontalFlip"))
                    object.horizontalFlip = options.json && !$isFinite(message.horizontalFlip) ? $String(message.horizontalFlip) : message.horizontalFlip;
                if (message.maxBadSamples != null && $Object.hasOwnProperty.call(message, "maxBadSamples"))
                    object.maxBadSamples = options.json && !$isFinite(message.maxBadSamples) ? $String(message.maxBadSamples) : message.maxBadSamples;
                if (message.randaugment != null && $Object.hasOwnProperty.call(message, "randaugment"))
                    object.randaugment = message.randaugment;
                if (message.augmentInterpolation != null && $Object.hasOwnProperty.call(message, "augmentInterpolation"))
                    object.augmentInterpolation = message.augmentInterpolation;
                if (message.colorJitter && message.colorJitter.length) {
                    object.colorJitter = $Array(message.colorJitter.length);
                    for (let j = 0; j < message.colorJitter.length; ++j)
                        object.colorJitter[j] = options.json && !$isFinite(message.colorJitter[j]) ? $String(message.colorJitter[j]) : message.colorJitter[j];
                }
                if (message.erasing != null && $Object.hasOwnProperty.call(message, "erasing"))
                    object.erasing = $root.crescendo.v1.ErasingSpec.toObject(message.erasing, options, _depth + 1);
                if (message.mixing != null && $Object.hasOwnProperty.call(message, "mixing"))
                    object.mixing = $root.crescendo.v1.MixingSpec.toObject(message.mixing, options, _depth + 1);
                if (message.mean && message.mean.length) {
                    object.mean = $Array(message.mean.length);
                    for (let j = 0; j < message.mean.length; ++j)
                        object.mean[j] = options.json && !$isFinite(message.mean[j]) ? $String(message.mean[j]) : message.mean[j];
                }
                if (message.std && message.std.length) {
                    object.std = $Array(message.std.length);
                    for (let j = 0; j < message.std.length; ++j)
                        object.std[j] = options.json && !$isFinite(message.std[j]) ? $String(message.std[j]) : message.std[j];
                }
                if (message.budget != null && $Object.hasOwnProperty.call(message, "budget"))
                    object.budget = $root.crescendo.v1.BudgetSpec.toObject(message.budget, options, _depth + 1);
                if (message.cost != null && $Object.hasOwnProperty.call(message, "cost"))
                    object.cost = options.enums === $String ? $root.crescendo.v1.CostKind[message.cost] === $undefined ? message.cost : $root.crescendo.v1.CostKind[message.cost] : message.cost;
                let keys2;
                if (message.costBySide && (keys2 = $Object.keys(message.costBySide)).length) {
                    object.costBySide = {};
                    for (let j = 0; j < keys2.length; ++j) {
                        if (keys2[j] === "__proto__")
                            $util.makeProp(object.costBySide, keys2[j]);
                        object.costBySide[keys2[j]] = options.json && !$isFinite(message.costBySide[keys2[j]]) ? $String(message.costBySide[keys2[j]]) : message.costBySide[keys2[j]];
                    }
                }
                if (message.baseMicroBatch != null && $Object.hasOwnProperty.call(message, "baseMicroBatch"))
                    object.baseMicroBatch = message.baseMicroBatch;
                if (message.validation != null && $Object.hasOwnProperty.call(message, "validation"))
                    object.validation = $root.crescendo.v1.ValidationSpec.toObject(message.validation, options, _depth + 1);
                if (message.fidelity != null && $Object.hasOwnProperty.call(message, "fidelity"))
                    object.fidelity = options.enums === $String ? $root.crescendo.v1.Fidelity[message.fidelity] === $undefined ? message.fidelity : $root.crescendo.v1.Fidelity[message.fidelity] : message.fidelity;
                if (message.crop != null && $Object.hasOwnProperty.call(message, "crop"))
                    object.crop = options.enums === $String ? $root.crescendo.v1.CropPlace[message.crop] === $undefined ? message.crop : $root.crescendo.v1.CropPlace[message.crop] : message.crop;
                if (message.workingSides && (keys2 = $Object.keys(message.workingSides)).length) {
                    object.workingSides = {};
                    for (let j = 0; j < keys2.length; ++j) {
                        if (keys2[j] === "__proto__")
                            $util.makeProp(object.workingSides, keys2[j]);
                        object.workingSides[keys2[j]] = message.workingSides[keys2[j]];
                    }
                }
                if (message.outputs && message.outputs.length) {
                    object.outputs = $Array(message.outputs.length);
                    for (let j = 0; j < message.outputs.length; ++j)
                        object.outputs[j] = message.outputs[j];
                }
                if (message.grayscale != null && $Object.hasOwnProperty.call(message, "grayscale"))
                    object.grayscale = options.json && !$isFinite(message.grayscale) ? $String(message.grayscale) : message.grayscale;
                if (message.gaussianBlur != null && $Object.hasOwnProperty.call(message, "gaussianBlur"))
                    object.gaussianBlur = options.json && !$isFinite(message.gaussianBlur) ? $String(message.gaussianBlur) : message.gaussianBlur;
                if (message.sideMultiple != null && $Object.hasOwnProperty.call(message, "sideMultiple"))
                    object.sideMultiple = message.sideMultiple;
                if (message.verticalFlip != null && $Object.hasOwnProperty.call(message, "verticalFlip"))
                    object.verticalFlip = options.json && !$isFinite(message.verticalFlip) ? $String(message.verticalFlip) : message.verticalFlip;
                if (message.augmentationRepeats != null && $Object.hasOwnProperty.call(message, "augmentationRepeats"))
                    object.augmentationRepeats = message.augmentationRepeats;
                if (message.weight != null && $Object.hasOwnProperty.call(message, "weight"))
                    object.weight = options.json && !$isFinite(message.weight) ? $String(message.weight) : message.weight;
                return object;
            };

            /**
             * Converts this RunSpec to JSON.
             * @function toJSON
             * @memberof crescendo.v1.RunSpec
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            RunSpec.prototype.toJSON = function() {
                return RunSpec.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for RunSpec
             * @function getTypeUrl
             * @memberof crescendo.v1.RunSpec
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            RunSpec.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.RunSpec";
            };

            return RunSpec;
        })();

        v1.OpenRunRequest = (function() {

            /**
             * Properties of an OpenRunRequest.
             * @typedef {Object} crescendo.v1.OpenRunRequest.$Properties
             * @property {string|null} [run] OpenRunRequest run
             * @property {crescendo.v1.RunSpec.$Properties|null} [spec] OpenRunRequest spec
             * @property {crescendo.v1.Version.$Properties|null} [clientVersion] OpenRunRequest clientVersion
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OpenRunRequest.
             * @memberof crescendo.v1
             * @interface IOpenRunRequest
             * @augments crescendo.v1.OpenRunRequest.$Properties
             * @deprecated Use crescendo.v1.OpenRunRequest.$Properties instead.
             */

            /**
             * Shape of an OpenRunRequest.
             * @typedef {crescendo.v1.OpenRunRequest.$Properties} crescendo.v1.OpenRunRequest.$Shape
             */

            /**
             * Constructs a new OpenRunRequest.
             * @memberof crescendo.v1
             * @classdesc Represents an OpenRunRequest.
             * @constructor
             * @param {crescendo.v1.OpenRunRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OpenRunRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * OpenRunRequest run.
             * @member {string} run
             * @memberof crescendo.v1.OpenRunRequest
             * @instance
             */
            OpenRunRequest.prototype.run = "";

            /**
             * OpenRunRequest spec.
             * @member {crescendo.v1.RunSpec.$Properties|null|undefined} spec
             * @memberof crescendo.v1.OpenRunRequest
             * @instance
             */
            OpenRunRequest.prototype.spec = null;

            /**
             * OpenRunRequest clientVersion.
             * @member {crescendo.v1.Version.$Properties|null|undefined} clientVersion
             * @memberof crescendo.v1.OpenRunRequest
             * @instance
             */
            OpenRunRequest.prototype.clientVersion = null;

            /**
             * Creates a new OpenRunRequest instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.OpenRunRequest
             * @static
             * @param {crescendo.v1.OpenRunRequest.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.OpenRunRequest} OpenRunRequest instance
             * @type {{
             *   (properties: crescendo.v1.OpenRunRequest.$Shape): crescendo.v1.OpenRunRequest & crescendo.v1.OpenRunRequest.$Shape;
             *   (properties?: crescendo.v1.OpenRunRequest.$Properties): crescendo.v1.OpenRunRequest;
             * }}
             */
            OpenRunRequest.create = function(properties) {
                return new OpenRunRequest(properties);
            };

            /**
             * Encodes the specified OpenRunRequest message. Does not implicitly {@link crescendo.v1.OpenRunRequest.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.OpenRunRequest
             * @static
             * @param {crescendo.v1.OpenRunRequest.$Properties} message OpenRunRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OpenRunRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.run);
                if (message.spec != null && $Object.hasOwnProperty.call(message, "spec"))
                    $root.crescendo.v1.RunSpec.encode(message.spec, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.clientVersion != null && $Object.hasOwnProperty.call(message, "clientVersion"))
                    $root.crescendo.v1.Version.encode(message.clientVersion, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an OpenRunRequest message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.OpenRunRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.OpenRunRequest & crescendo.v1.OpenRunRequest.$Shape} OpenRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OpenRunRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.OpenRunRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.spec = $root.crescendo.v1.RunSpec.decode(reader, reader.size(), $undefined, _depth + 1, message.spec);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.clientVersion = $root.crescendo.v1.Version.decode(reader, reader.size(), $undefined, _depth + 1, message.clientVersion);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates an OpenRunRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.OpenRunRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.OpenRunRequest} OpenRunRequest
             */
            OpenRunRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.OpenRunRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.OpenRunRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.OpenRunRequest();
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                if (object.spec != null) {
                    if (!$util.isObject(object.spec))
                        throw $TypeError(".crescendo.v1.OpenRunRequest.spec: object expected");
                    message.spec = $root.crescendo.v1.RunSpec.fromObject(object.spec, _depth + 1);
                }
                if (object.clientVersion != null) {
                    if (!$util.isObject(object.clientVersion))
                        throw $TypeError(".crescendo.v1.OpenRunRequest.clientVersion: object expected");
                    message.clientVersion = $root.crescendo.v1.Version.fromObject(object.clientVersion, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from an OpenRunRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.OpenRunRequest
             * @static
             * @param {crescendo.v1.OpenRunRequest} message OpenRunRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            OpenRunRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.run = "";
                    object.spec = null;
                    object.clientVersion = null;
                }
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                if (message.spec != null && $Object.hasOwnProperty.call(message, "spec"))
                    object.spec = $root.crescendo.v1.RunSpec.toObject(message.spec, options, _depth + 1);
                if (message.clientVersion != null && $Object.hasOwnProperty.call(message, "clientVersion"))
                    object.clientVersion = $root.crescendo.v1.Version.toObject(message.clientVersion, options, _depth + 1);
                return object;
            };

            /**
             * Converts this OpenRunRequest to JSON.
             * @function toJSON
             * @memberof crescendo.v1.OpenRunRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            OpenRunRequest.prototype.toJSON = function() {
                return OpenRunRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for OpenRunRequest
             * @function getTypeUrl
             * @memberof crescendo.v1.OpenRunRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            OpenRunRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.OpenRunRequest";
            };

            return OpenRunRequest;
        })();

        v1.Stage = (function() {

            /**
             * Properties of a Stage.
             * @typedef {Object} crescendo.v1.Stage.$Properties
             * @property {number|null} [index] Stage index
             * @property {number|null} [firstStep] Stage firstStep
             * @property {number|null} [steps] Stage steps
             * @property {number|null} [budgetStart] Stage budgetStart
             * @property {number|null} [budgetEnd] Stage budgetEnd
             * @property {number|null} [bandwidth] Stage bandwidth
             * @property {number|null} [globalBatch] Stage globalBatch
             * @property {number|null} [magnitude] Stage magnitude
             * @property {string|null} [randaugment] Stage randaugment
             * @property {number|null} [erasingProbability] Stage erasingProbability
             * @property {number|null} [mixupAlpha] Stage mixupAlpha
             * @property {number|null} [cutmixAlpha] Stage cutmixAlpha
             * @property {number|null} [microBatch] Stage microBatch
             * @property {number|null} [accumulation] Stage accumulation
             * @property {crescendo.v1.ReplaySpec.$Properties|null} [replay] Stage replay
             * @property {boolean|null} [open] Stage open
             * @property {Array.<number>|null} [size] Stage size
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Stage.
             * @memberof crescendo.v1
             * @interface IStage
             * @augments crescendo.v1.Stage.$Properties
             * @deprecated Use crescendo.v1.Stage.$Properties instead.
             */

            /**
             * Shape of a Stage.
             * @typedef {crescendo.v1.Stage.$Properties} crescendo.v1.Stage.$Shape
             */

            /**
             * Constructs a new Stage.
             * @memberof crescendo.v1
             * @classdesc Represents a Stage.
             * @constructor
             * @param {crescendo.v1.Stage.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Stage = function (properties) {
                this.size = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Stage index.
             * @member {number} index
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.index = 0;

            /**
             * Stage firstStep.
             * @member {number} firstStep
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.firstStep = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Stage steps.
             * @member {number} steps
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.steps = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Stage budgetStart.
             * @member {number} budgetStart
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.budgetStart = 0;

            /**
             * Stage budgetEnd.
             * @member {number} budgetEnd
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.budgetEnd = 0;

            /**
             * Stage bandwidth.
             * @member {number} bandwidth
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.bandwidth = 0;

            /**
             * Stage globalBatch.
             * @member {number} globalBatch
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.globalBatch = 0;

            /**
             * Stage magnitude.
             * @member {number|null|undefined} magnitude
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.magnitude = null;

            /**
             * Stage randaugment.
             * @member {string} randaugment
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.randaugment = "";

            /**
             * Stage erasingProbability.
             * @member {number} erasingProbability
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.erasingProbability = 0;

            /**
             * Stage mixupAlpha.
             * @member {number} mixupAlpha
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.mixupAlpha = 0;

            /**
             * Stage cutmixAlpha.
             * @member {number} cutmixAlpha
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.cutmixAlpha = 0;

            /**
             * Stage microBatch.
             * @member {number} microBatch
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.microBatch = 0;

            /**
             * Stage accumulation.
             * @member {number} accumulation
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.accumulation = 0;

            /**
             * Stage replay.
             * @member {crescendo.v1.ReplaySpec.$Properties|null|undefined} replay
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.replay = null;

            /**
             * Stage open.
             * @member {boolean} open
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.open = false;

            /**
             * Stage size.
             * @member {Array.<number>} size
             * @memberof crescendo.v1.Stage
             * @instance
             */
            Stage.prototype.size = $util.emptyArray;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Stage.prototype, "_magnitude", {
                get: $util.oneOfGetter($oneOfFields = ["magnitude"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Stage instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.Stage
             * @static
             * @param {crescendo.v1.Stage.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.Stage} Stage instance
             * @type {{
             *   (properties: crescendo.v1.Stage.$Shape): crescendo.v1.Stage & crescendo.v1.Stage.$Shape;
             *   (properties?: crescendo.v1.Stage.$Properties): crescendo.v1.Stage;
             * }}
             */
            Stage.create = function(properties) {
                return new Stage(properties);
            };

            /**
             * Encodes the specified Stage message. Does not implicitly {@link crescendo.v1.Stage.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.Stage
             * @static
             * @param {crescendo.v1.Stage.$Properties} message Stage message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Stage.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.index != null && $Object.hasOwnProperty.call(message, "index") && message.index !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.index);
                if (message.firstStep != null && $Object.hasOwnProperty.call(message, "firstStep") && (typeof message.firstStep === "object" ? message.firstStep.low || message.firstStep.high : message.firstStep !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.firstStep);
                if (message.steps != null && $Object.hasOwnProperty.call(message, "steps") && (typeof message.steps === "object" ? message.steps.low || message.steps.high : message.steps !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.steps);
                if (message.budgetStart != null && $Object.hasOwnProperty.call(message, "budgetStart") && !$Object.is(message.budgetStart, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.budgetStart);
                if (message.budgetEnd != null && $Object.hasOwnProperty.call(message, "budgetEnd") && !$Object.is(message.budgetEnd, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.budgetEnd);
                if (message.bandwidth != null && $Object.hasOwnProperty.call(message, "bandwidth") && message.bandwidth !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.bandwidth);
                if (message.globalBatch != null && $Object.hasOwnProperty.call(message, "globalBatch") && message.globalBatch !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.globalBatch);
                if (message.magnitude != null && $Object.hasOwnProperty.call(message, "magnitude"))
                    writer.uint32(/* id 8, wireType 1 =*/65).double(message.magnitude);
                if (message.randaugment != null && $Object.hasOwnProperty.call(message, "randaugment") && message.randaugment !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.randaugment);
                if (message.erasingProbability != null && $Object.hasOwnProperty.call(message, "erasingProbability") && !$Object.is(message.erasingProbability, 0))
                    writer.uint32(/* id 10, wireType 1 =*/81).double(message.erasingProbability);
                if (message.mixupAlpha != null && $Object.hasOwnProperty.call(message, "mixupAlpha") && !$Object.is(message.mixupAlpha, 0))
                    writer.uint32(/* id 11, wireType 1 =*/89).double(message.mixupAlpha);
                if (message.cutmixAlpha != null && $Object.hasOwnProperty.call(message, "cutmixAlpha") && !$Object.is(message.cutmixAlpha, 0))
                    writer.uint32(/* id 12, wireType 1 =*/97).double(message.cutmixAlpha);
                if (message.microBatch != null && $Object.hasOwnProperty.call(message, "microBatch") && message.microBatch !== 0)
                    writer.uint32(/* id 13, wireType 0 =*/104).uint32(message.microBatch);
                if (message.accumulation != null && $Object.hasOwnProperty.call(message, "accumulation") && message.accumulation !== 0)
                    writer.uint32(/* id 14, wireType 0 =*/112).uint32(message.accumulation);
                if (message.replay != null && $Object.hasOwnProperty.call(message, "replay"))
                    $root.crescendo.v1.ReplaySpec.encode(message.replay, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                if (message.open != null && $Object.hasOwnProperty.call(message, "open") && message.open !== false)
                    writer.uint32(/* id 16, wireType 0 =*/128).bool(message.open);
                if (message.size != null && message.size.length)
                    writer.uint32(/* id 20, wireType 2 =*/162).uint32s(message.size);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Stage message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.Stage
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.Stage & crescendo.v1.Stage.$Shape} Stage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Stage.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.Stage();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.index = value;
                            else
                                delete message.index;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.firstStep = value;
                            else
                                delete message.firstStep;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.steps = value;
                            else
                                delete message.steps;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.budgetStart = value;
                            else
                                delete message.budgetStart;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.budgetEnd = value;
                            else
                                delete message.budgetEnd;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.bandwidth = value;
                            else
                                delete message.bandwidth;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.globalBatch = value;
                            else
                                delete message.globalBatch;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 1)
                                break;
                            message.magnitude = reader.double();
                            message._magnitude = "magnitude";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.randaugment = value;
                            else
                                delete message.randaugment;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.erasingProbability = value;
                            else
                                delete message.erasingProbability;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.mixupAlpha = value;
                            else
                                delete message.mixupAlpha;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.cutmixAlpha = value;
                            else
                                delete message.cutmixAlpha;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.microBatch = value;
                            else
                                delete message.microBatch;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.accumulation = value;
                            else
                                delete message.accumulation;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            message.replay = $root.crescendo.v1.ReplaySpec.decode(reader, reader.size(), $undefined, _depth + 1, message.replay);
                            continue;
                        }
                    case 16: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.open = value;
                            else
                                delete message.open;
                            continue;
                        }
                    case 20: {
                            if (wireType === 2) {
                                if (!(message.size && message.size.length))
                                    message.size = [];
                                reader.uint32s(message.size);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.size && message.size.length))
                                message.size = [];
                            message.size.push(reader.uint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Stage message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.Stage
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.Stage} Stage
             */
            Stage.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.Stage)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.Stage: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.Stage();
                if (object.index != null)
                    if ($Number(object.index) !== 0)
                        message.index = object.index >>> 0;
                if (object.firstStep != null)
                    if (typeof object.firstStep === "object" ? object.firstStep.low || object.firstStep.high : $Number(object.firstStep) !== 0)
                        if ($util.Long)
                            message.firstStep = $util.Long.fromValue(object.firstStep, true);
                        else if (typeof object.firstStep === "string")
                            message.firstStep = $parseInt(object.firstStep, 10);
                        else if (typeof object.firstStep === "number")
                            message.firstStep = object.firstStep;
                        else if (typeof object.firstStep === "object")
                            message.firstStep = new $util.LongBits(object.firstStep.low >>> 0, object.firstStep.high >>> 0).toNumber(true);
                if (object.steps != null)
                    if (typeof object.steps === "object" ? object.steps.low || object.steps.high : $Number(object.steps) !== 0)
                        if ($util.Long)
                            message.steps = $util.Long.fromValue(object.steps, true);
                        else if (typeof object.steps === "string")
                            message.steps = $parseInt(object.steps, 10);
                        else if (typeof object.steps === "number")
                            message.steps = object.steps;
                        else if (typeof object.steps === "object")
                            message.steps = new $util.LongBits(object.steps.low >>> 0, object.steps.high >>> 0).toNumber(true);
                if (object.budgetStart != null)
                    if (!$Object.is($Number(object.budgetStart), 0))
                        message.budgetStart = $Number(object.budgetStart);
                if (object.budgetEnd != null)
                    if (!$Object.is($Number(object.budgetEnd), 0))
                        message.budgetEnd = $Number(object.budgetEnd);
                if (object.bandwidth != null)
                    if ($Number(object.bandwidth) !== 0)
                        message.bandwidth = object.bandwidth >>> 0;
                if (object.globalBatch != null)
                    if ($Number(object.globalBatch) !== 0)
                        message.globalBatch = object.globalBatch >>> 0;
                if (object.magnitude != null)
                    message.magnitude = $Number(object.magnitude);
                if (object.randaugment != null)
                    if (typeof object.randaugment !== "string" || object.randaugment.length)
                        message.randaugment = $String(object.randaugment);
                if (object.erasingProbability != null)
                    if (!$Object.is($Number(object.erasingProbability), 0))
                        message.erasingProbability = $Number(object.erasingProbability);
                if (object.mixupAlpha != null)
                    if (!$Object.is($Number(object.mixupAlpha), 0))
                        message.mixupAlpha = $Number(object.mixupAlpha);
                if (object.cutmixAlpha != null)
                    if (!$Object.is($Number(object.cutmixAlpha), 0))
                        message.cutmixAlpha = $Number(object.cutmixAlpha);
                if (object.microBatch != null)
                    if ($Number(object.microBatch) !== 0)
                        message.microBatch = object.microBatch >>> 0;
                if (object.accumulation != null)
                    if ($Number(object.accumulation) !== 0)
                        message.accumulation = object.accumulation >>> 0;
                if (object.replay != null) {
                    if (!$util.isObject(object.replay))
                        throw $TypeError(".crescendo.v1.Stage.replay: object expected");
                    message.replay = $root.crescendo.v1.ReplaySpec.fromObject(object.replay, _depth + 1);
                }
                if (object.open != null)
                    if (object.open)
                        message.open = $Boolean(object.open);
                if (object.size) {
                    if (!$Array.isArray(object.size))
                        throw $TypeError(".crescendo.v1.Stage.size: array expected");
                    message.size = $Array(object.size.length);
                    for (let i = 0; i < object.size.length; ++i)
                        message.size[i] = object.size[i] >>> 0;
                }
                return message;
            };

            /**
             * Creates a plain object from a Stage message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.Stage
             * @static
             * @param {crescendo.v1.Stage} message Stage
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Stage.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.size = [];
                if (options.defaults) {
                    object.index = 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.firstStep = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.firstStep = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.steps = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.steps = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.budgetStart = 0;
                    object.budgetEnd = 0;
                    object.bandwidth = 0;
                    object.globalBatch = 0;
                    object.randaugment = "";
                    object.erasingProbability = 0;
                    object.mixupAlpha = 0;
                    object.cutmixAlpha = 0;
                    object.microBatch = 0;
                    object.accumulation = 0;
                    object.replay = null;
                    object.open = false;
                }
                if (message.index != null && $Object.hasOwnProperty.call(message, "index"))
                    object.index = message.index;
                if (message.firstStep != null && $Object.hasOwnProperty.call(message, "firstStep"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.firstStep = typeof message.firstStep === "number" ? $BigInt(message.firstStep) : $util.Long.fromBits(message.firstStep.low >>> 0, message.firstStep.high >>> 0, true).toBigInt();
                    else if (typeof message.firstStep === "number")
                        object.firstStep = options.longs === $String ? $String(message.firstStep) : message.firstStep;
                    else
                        object.firstStep = options.longs === $String ? $util.Long.prototype.toString.call(message.firstStep) : options.longs === $Number ? new $util.LongBits(message.firstStep.low >>> 0, message.firstStep.high >>> 0).toNumber(true) : message.firstStep;
                if (message.steps != null && $Object.hasOwnProperty.call(message, "steps"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.steps = typeof message.steps === "number" ? $BigInt(message.steps) : $util.Long.fromBits(message.steps.low >>> 0, message.steps.high >>> 0, true).toBigInt();
                    else if (typeof message.steps === "number")
                        object.steps = options.longs === $String ? $String(message.steps) : message.steps;
                    else
                        object.steps = options.longs === $String ? $util.Long.prototype.toString.call(message.steps) : options.longs === $Number ? new $util.LongBits(message.steps.low >>> 0, message.steps.high >>> 0).toNumber(true) : message.steps;
                if (message.budgetStart != null && $Object.hasOwnProperty.call(message, "budgetStart"))
                    object.budgetStart = options.json && !$isFinite(message.budgetStart) ? $String(message.budgetStart) : message.budgetStart;
                if (message.budgetEnd != null && $Object.hasOwnProperty.call(message, "budgetEnd"))
                    object.budgetEnd = options.json && !$isFinite(message.budgetEnd) ? $String(message.budgetEnd) : message.budgetEnd;
                if (message.bandwidth != null && $Object.hasOwnProperty.call(message, "bandwidth"))
                    object.bandwidth = message.bandwidth;
                if (message.globalBatch != null && $Object.hasOwnProperty.call(message, "globalBatch"))
                    object.globalBatch = message.globalBatch;
                if (message.magnitude != null && $Object.hasOwnProperty.call(message, "magnitude"))
                    object.magnitude = options.json && !$isFinite(message.magnitude) ? $String(message.magnitude) : message.magnitude;
                if (message.randaugment != null && $Object.hasOwnProperty.call(message, "randaugment"))
                    object.randaugment = message.randaugment;
                if (message.erasingProbability != null && $Object.hasOwnProperty.call(message, "erasingProbability"))
                    object.erasingProbability = options.json && !$isFinite(message.erasingProbability) ? $String(message.erasingProbability) : message.erasingProbability;
                if (message.mixupAlpha != null && $Object.hasOwnProperty.call(message, "mixupAlpha"))
                    object.mixupAlpha = options.json && !$isFinite(message.mixupAlpha) ? $String(message.mixupAlpha) : message.mixupAlpha;
                if (message.cutmixAlpha != null && $Object.hasOwnProperty.call(message, "cutmixAlpha"))
                    object.cutmixAlpha = options.json && !$isFinite(message.cutmixAlpha) ? $String(message.cutmixAlpha) : message.cutmixAlpha;
                if (message.microBatch != null && $Object.hasOwnProperty.call(message, "microBatch"))
                    object.microBatch = message.microBatch;
                if (message.accumulation != null && $Object.hasOwnProperty.call(message, "accumulation"))
                    object.accumulation = message.accumulation;
                if (message.replay != null && $Object.hasOwnProperty.call(message, "replay"))
                    object.replay = $root.crescendo.v1.ReplaySpec.toObject(message.replay, options, _depth + 1);
                if (message.open != null && $Object.hasOwnProperty.call(message, "open"))
                    object.open = message.open;
                if (message.size && message.size.length) {
                    object.size = $Array(message.size.length);
                    for (let j = 0; j < message.size.length; ++j)
                        object.size[j] = message.size[j];
                }
                return object;
            };

            /**
             * Converts this Stage to JSON.
             * @function toJSON
             * @memberof crescendo.v1.Stage
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Stage.prototype.toJSON = function() {
                return Stage.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Stage
             * @function getTypeUrl
             * @memberof crescendo.v1.Stage
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Stage.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.Stage";
            };

            return Stage;
        })();

        v1.OpenRunResponse = (function() {

            /**
             * Properties of an OpenRunResponse.
             * @typedef {Object} crescendo.v1.OpenRunResponse.$Properties
             * @property {string|null} [run] OpenRunResponse run
             * @property {boolean|null} [created] OpenRunResponse created
             * @property {crescendo.v1.RunSpec.$Properties|null} [spec] OpenRunResponse spec
             * @property {string|null} [specDigest] OpenRunResponse specDigest
             * @property {string|null} [manifestDigest] OpenRunResponse manifestDigest
             * @property {string|null} [engineVersion] OpenRunResponse engineVersion
             * @property {number|null} [sampleCount] OpenRunResponse sampleCount
             * @property {Array.<string>|null} [classNames] OpenRunResponse classNames
             * @property {Array.<crescendo.v1.Stage.$Properties>|null} [stages] OpenRunResponse stages
             * @property {number|null} [totalSteps] OpenRunResponse totalSteps
             * @property {string|null} [scheduleToken] OpenRunResponse scheduleToken
             * @property {number|null} [validationSampleCount] OpenRunResponse validationSampleCount
             * @property {crescendo.v1.Version.$Properties|null} [serverVersion] OpenRunResponse serverVersion
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OpenRunResponse.
             * @memberof crescendo.v1
             * @interface IOpenRunResponse
             * @augments crescendo.v1.OpenRunResponse.$Properties
             * @deprecated Use crescendo.v1.OpenRunResponse.$Properties instead.
             */

            /**
             * Shape of an OpenRunResponse.
             * @typedef {crescendo.v1.OpenRunResponse.$Properties} crescendo.v1.OpenRunResponse.$Shape
             */

            /**
             * Constructs a new OpenRunResponse.
             * @memberof crescendo.v1
             * @classdesc Represents an OpenRunResponse.
             * @constructor
             * @param {crescendo.v1.OpenRunResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OpenRunResponse = function (properties) {
                this.classNames = [];
                this.stages = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * OpenRunResponse run.
             * @member {string} run
             * @memberof crescendo.v1.OpenRunResponse
             * @instance
             */
            OpenRunResponse.prototype.run = "";

            /**
             * OpenRunResponse created.
             * @member {boolean} created
             * @memberof crescendo.v1.OpenRunResponse
             * @instance
             */
            OpenRunResponse.prototype.created = false;

            /**
             * OpenRunResponse spec.
             * @member {crescendo.v1.RunSpec.$Properties|null|undefined} spec
             * @memberof crescendo.v1.OpenRunResponse
             * @instance
             */
            OpenRunResponse.prototype.spec = null;

            /**
             * OpenRunResponse specDigest.
             * @member {string} specDigest
             * @memberof crescendo.v1.OpenRunResponse
             * @instance
             */
            OpenRunResponse.prototype.specDigest = "";

            /**
             * OpenRunResponse manifestDigest.
             * @member {string} manifestDigest
             * @memberof crescendo.v1.OpenRunResponse
             * @instance
             */
            OpenRunResponse.prototype.manifestDigest = "";

            /**
             * OpenRunResponse engineVersion.
             * @member {string} engineVersion
             * @memberof crescendo.v1.OpenRunResponse
             * @instance
             */
            OpenRunResponse.prototype.engineVersion = "";

            /**
             * OpenRunResponse sampleCount.
             * @member {number} sampleCount
             * @memberof crescendo.v1.OpenRunResponse
             * @instance
             */
            OpenRunResponse.prototype.sampleCount = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * OpenRunResponse classNames.
             * @member {Array.<string>} classNames
             * @memberof crescendo.v1.OpenRunResponse
             * @instance
             */
            OpenRunResponse.prototype.classNames = $util.emptyArray;

            /**
             * OpenRunResponse stages.
             * @member {Array.<crescendo.v1.Stage.$Properties>} stages
             * @memberof crescendo.v1.OpenRunResponse
             * @instance
             */
            OpenRunResponse.prototype.stages = $util.emptyArray;

            /**
             * OpenRunResponse totalSteps.
             * @member {number} totalSteps
             * @memberof crescendo.v1.OpenRunResponse
             * @instance
             */
            OpenRunResponse.prototype.totalSteps = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * OpenRunResponse scheduleToken.
             * @member {string} scheduleToken
             * @memberof crescendo.v1.OpenRunResponse
             * @instance
             */
            OpenRunResponse.prototype.scheduleToken = "";

            /**
             * OpenRunResponse validationSampleCount.
             * @member {number} validationSampleCount
             * @memberof crescendo.v1.OpenRunResponse
             * @instance
             */
            OpenRunResponse.prototype.validationSampleCount = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * OpenRunResponse serverVersion.
             * @member {crescendo.v1.Version.$Properties|null|undefined} serverVersion
             * @memberof crescendo.v1.OpenRunResponse
             * @instance
             */
            OpenRunResponse.prototype.serverVersion = null;

            /**
             * Creates a new OpenRunResponse instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.OpenRunResponse
             * @static
             * @param {crescendo.v1.OpenRunResponse.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.OpenRunResponse} OpenRunResponse instance
             * @type {{
             *   (properties: crescendo.v1.OpenRunResponse.$Shape): crescendo.v1.OpenRunResponse & crescendo.v1.OpenRunResponse.$Shape;
             *   (properties?: crescendo.v1.OpenRunResponse.$Properties): crescendo.v1.OpenRunResponse;
             * }}
             */
            OpenRunResponse.create = function(properties) {
                return new OpenRunResponse(properties);
            };

            /**
             * Encodes the specified OpenRunResponse message. Does not implicitly {@link crescendo.v1.OpenRunResponse.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.OpenRunResponse
             * @static
             * @param {crescendo.v1.OpenRunResponse.$Properties} message OpenRunResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OpenRunResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.run);
                if (message.created != null && $Object.hasOwnProperty.call(message, "created") && message.created !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.created);
                if (message.spec != null && $Object.hasOwnProperty.call(message, "spec"))
                    $root.crescendo.v1.RunSpec.encode(message.spec, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.specDigest != null && $Object.hasOwnProperty.call(message, "specDigest") && message.specDigest !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.specDigest);
                if (message.manifestDigest != null && $Object.hasOwnProperty.call(message, "manifestDigest") && message.manifestDigest !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.manifestDigest);
                if (message.engineVersion != null && $Object.hasOwnProperty.call(message, "engineVersion") && message.engineVersion !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.engineVersion);
                if (message.sampleCount != null && $Object.hasOwnProperty.call(message, "sampleCount") && (typeof message.sampleCount === "object" ? message.sampleCount.low || message.sampleCount.high : message.sampleCount !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.sampleCount);
                if (message.classNames != null && message.classNames.length)
                    for (let i = 0; i < message.classNames.length; ++i)
                        writer.uint32(/* id 8, wireType 2 =*/66).string(message.classNames[i]);
                if (message.stages != null && message.stages.length)
                    for (let i = 0; i < message.stages.length; ++i)
                        $root.crescendo.v1.Stage.encode(message.stages[i], writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.totalSteps != null && $Object.hasOwnProperty.call(message, "totalSteps") && (typeof message.totalSteps === "object" ? message.totalSteps.low || message.totalSteps.high : message.totalSteps !== 0))
                    writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.totalSteps);
                if (message.scheduleToken != null && $Object.hasOwnProperty.call(message, "scheduleToken") && message.scheduleToken !== "")
                    writer.uint32(/* id 11, wireType 2 =*/90).string(message.scheduleToken);
                if (message.validationSampleCount != null && $Object.hasOwnProperty.call(message, "validationSampleCount") && (typeof message.validationSampleCount === "object" ? message.validationSampleCount.low || message.validationSampleCount.high : message.validationSampleCount !== 0))
                    writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.validationSampleCount);
                if (message.serverVersion != null && $Object.hasOwnProperty.call(message, "serverVersion"))
                    $root.crescendo.v1.Version.encode(message.serverVersion, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an OpenRunResponse message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.OpenRunResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.OpenRunResponse & crescendo.v1.OpenRunResponse.$Shape} OpenRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OpenRunResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.OpenRunResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.created = value;
                            else
                                delete message.created;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.spec = $root.crescendo.v1.RunSpec.decode(reader, reader.size(), $undefined, _depth + 1, message.spec);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.specDigest = value;
                            else
                                delete message.specDigest;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.manifestDigest = value;
                            else
                                delete message.manifestDigest;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.engineVersion = value;
                            else
                                delete message.engineVersion;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.sampleCount = value;
                            else
                                delete message.sampleCount;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if (!(message.classNames && message.classNames.length))
                                message.classNames = [];
                            message.classNames.push(reader.stringVerify());
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if (!(message.stages && message.stages.length))
                                message.stages = [];
                            message.stages.push($root.crescendo.v1.Stage.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.totalSteps = value;
                            else
                                delete message.totalSteps;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.scheduleToken = value;
                            else
                                delete message.scheduleToken;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.validationSampleCount = value;
                            else
                                delete message.validationSampleCount;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.serverVersion = $root.crescendo.v1.Version.decode(reader, reader.size(), $undefined, _depth + 1, message.serverVersion);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates an OpenRunResponse message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.OpenRunResponse
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.OpenRunResponse} OpenRunResponse
             */
            OpenRunResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.OpenRunResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.OpenRunResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.OpenRunResponse();
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                if (object.created != null)
                    if (object.created)
                        message.created = $Boolean(object.created);
                if (object.spec != null) {
                    if (!$util.isObject(object.spec))
                        throw $TypeError(".crescendo.v1.OpenRunResponse.spec: object expected");
                    message.spec = $root.crescendo.v1.RunSpec.fromObject(object.spec, _depth + 1);
                }
                if (object.specDigest != null)
                    if (typeof object.specDigest !== "string" || object.specDigest.length)
                        message.specDigest = $String(object.specDigest);
                if (object.manifestDigest != null)
                    if (typeof object.manifestDigest !== "string" || object.manifestDigest.length)
                        message.manifestDigest = $String(object.manifestDigest);
                if (object.engineVersion != null)
                    if (typeof object.engineVersion !== "string" || object.engineVersion.length)
                        message.engineVersion = $String(object.engineVersion);
                if (object.sampleCount != null)
                    if (typeof object.sampleCount === "object" ? object.sampleCount.low || object.sampleCount.high : $Number(object.sampleCount) !== 0)
                        if ($util.Long)
                            message.sampleCount = $util.Long.fromValue(object.sampleCount, true);
                        else if (typeof object.sampleCount === "string")
                            message.sampleCount = $parseInt(object.sampleCount, 10);
                        else if (typeof object.sampleCount === "number")
                            message.sampleCount = object.sampleCount;
                        else if (typeof object.sampleCount === "object")
                            message.sampleCount = new $util.LongBits(object.sampleCount.low >>> 0, object.sampleCount.high >>> 0).toNumber(true);
                if (object.classNames) {
                    if (!$Array.isArray(object.classNames))
                        throw $TypeError(".crescendo.v1.OpenRunResponse.classNames: array expected");
                    message.classNames = $Array(object.classNames.length);
                    for (let i = 0; i < object.classNames.length; ++i)
                        message.classNames[i] = $String(object.classNames[i]);
                }
                if (object.stages) {
                    if (!$Array.isArray(object.stages))
                        throw $TypeError(".crescendo.v1.OpenRunResponse.stages: array expected");
                    message.stages = $Array(object.stages.length);
                    for (let i = 0; i < object.stages.length; ++i) {
                        if (!$util.isObject(object.stages[i]))
                            throw $TypeError(".crescendo.v1.OpenRunResponse.stages: object expected");
                        message.stages[i] = $root.crescendo.v1.Stage.fromObject(object.stages[i], _depth + 1);
                    }
                }
                if (object.totalSteps != null)
                    if (typeof object.totalSteps === "object" ? object.totalSteps.low || object.totalSteps.high : $Number(object.totalSteps) !== 0)
                        if ($util.Long)
                            message.totalSteps = $util.Long.fromValue(object.totalSteps, true);
                        else if (typeof object.totalSteps === "string")
                            message.totalSteps = $parseInt(object.totalSteps, 10);
                        else if (typeof object.totalSteps === "number")
                            message.totalSteps = object.totalSteps;
                        else if (typeof object.totalSteps === "object")
                            message.totalSteps = new $util.LongBits(object.totalSteps.low >>> 0, object.totalSteps.high >>> 0).toNumber(true);
                if (object.scheduleToken != null)
                    if (typeof object.scheduleToken !== "string" || object.scheduleToken.length)
                        message.scheduleToken = $String(object.scheduleToken);
                if (object.validationSampleCount != null)
                    if (typeof object.validationSampleCount === "object" ? object.validationSampleCount.low || object.validationSampleCount.high : $Number(object.validationSampleCount) !== 0)
                        if ($util.Long)
                            message.validationSampleCount = $util.Long.fromValue(object.validationSampleCount, true);
                        else if (typeof object.validationSampleCount === "string")
                            message.validationSampleCount = $parseInt(object.validationSampleCount, 10);
                        else if (typeof object.validationSampleCount === "number")
                            message.validationSampleCount = object.validationSampleCount;
                        else if (typeof object.validationSampleCount === "object")
                            message.validationSampleCount = new $util.LongBits(object.validationSampleCount.low >>> 0, object.validationSampleCount.high >>> 0).toNumber(true);
                if (object.serverVersion != null) {
                    if (!$util.isObject(object.serverVersion))
                        throw $TypeError(".crescendo.v1.OpenRunResponse.serverVersion: object expected");
                    message.serverVersion = $root.crescendo.v1.Version.fromObject(object.serverVersion, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from an OpenRunResponse message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.OpenRunResponse
             * @static
             * @param {crescendo.v1.OpenRunResponse} message OpenRunResponse
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            OpenRunResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.classNames = [];
                    object.stages = [];
                }
                if (options.defaults) {
                    object.run = "";
                    object.created = false;
                    object.spec = null;
                    object.specDigest = "";
                    object.manifestDigest = "";
                    object.engineVersion = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.sampleCount = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.sampleCount = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.totalSteps = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.totalSteps = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.scheduleToken = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.validationSampleCount = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.validationSampleCount = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.serverVersion = null;
                }
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                if (message.created != null && $Object.hasOwnProperty.call(message, "created"))
                    object.created = message.created;
                if (message.spec != null && $Object.hasOwnProperty.call(message, "spec"))
                    object.spec = $root.crescendo.v1.RunSpec.toObject(message.spec, options, _depth + 1);
                if (message.specDigest != null && $Object.hasOwnProperty.call(message, "specDigest"))
                    object.specDigest = message.specDigest;
                if (message.manifestDigest != null && $Object.hasOwnProperty.call(message, "manifestDigest"))
                    object.manifestDigest = message.manifestDigest;
                if (message.engineVersion != null && $Object.hasOwnProperty.call(message, "engineVersion"))
                    object.engineVersion = message.engineVersion;
                if (message.sampleCount != null && $Object.hasOwnProperty.call(message, "sampleCount"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.sampleCount = typeof message.sampleCount === "number" ? $BigInt(message.sampleCount) : $util.Long.fromBits(message.sampleCount.low >>> 0, message.sampleCount.high >>> 0, true).toBigInt();
                    else if (typeof message.sampleCount === "number")
                        object.sampleCount = options.longs === $String ? $String(message.sampleCount) : message.sampleCount;
                    else
                        object.sampleCount = options.longs === $String ? $util.Long.prototype.toString.call(message.sampleCount) : options.longs === $Number ? new $util.LongBits(message.sampleCount.low >>> 0, message.sampleCount.high >>> 0).toNumber(true) : message.sampleCount;
                if (message.classNames && message.classNames.length) {
                    object.classNames = $Array(message.classNames.length);
                    for (let j = 0; j < message.classNames.length; ++j)
                        object.classNames[j] = message.classNames[j];
                }
                if (message.stages && message.stages.length) {
                    object.stages = $Array(message.stages.length);
                    for (let j = 0; j < message.stages.length; ++j)
                        object.stages[j] = $root.crescendo.v1.Stage.toObject(message.stages[j], options, _depth + 1);
                }
                if (message.totalSteps != null && $Object.hasOwnProperty.call(message, "totalSteps"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.totalSteps = typeof message.totalSteps === "number" ? $BigInt(message.totalSteps) : $util.Long.fromBits(message.totalSteps.low >>> 0, message.totalSteps.high >>> 0, true).toBigInt();
                    else if (typeof message.totalSteps === "number")
                        object.totalSteps = options.longs === $String ? $String(message.totalSteps) : message.totalSteps;
                    else
                        object.totalSteps = options.longs === $String ? $util.Long.prototype.toString.call(message.totalSteps) : options.longs === $Number ? new $util.LongBits(message.totalSteps.low >>> 0, message.totalSteps.high >>> 0).toNumber(true) : message.totalSteps;
                if (message.scheduleToken != null && $Object.hasOwnProperty.call(message, "scheduleToken"))
                    object.scheduleToken = message.scheduleToken;
                if (message.validationSampleCount != null && $Object.hasOwnProperty.call(message, "validationSampleCount"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.validationSampleCount = typeof message.validationSampleCount === "number" ? $BigInt(message.validationSampleCount) : $util.Long.fromBits(message.validationSampleCount.low >>> 0, message.validationSampleCount.high >>> 0, true).toBigInt();
                    else if (typeof message.validationSampleCount === "number")
                        object.validationSampleCount = options.longs === $String ? $String(message.validationSampleCount) : message.validationSampleCount;
                    else
                        object.validationSampleCount = options.longs === $String ? $util.Long.prototype.toString.call(message.validationSampleCount) : options.longs === $Number ? new $util.LongBits(message.validationSampleCount.low >>> 0, message.validationSampleCount.high >>> 0).toNumber(true) : message.validationSampleCount;
                if (message.serverVersion != null && $Object.hasOwnProperty.call(message, "serverVersion"))
                    object.serverVersion = $root.crescendo.v1.Version.toObject(message.serverVersion, options, _depth + 1);
                return object;
            };

            /**
             * Converts this OpenRunResponse to JSON.
             * @function toJSON
             * @memberof crescendo.v1.OpenRunResponse
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            OpenRunResponse.prototype.toJSON = function() {
                return OpenRunResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for OpenRunResponse
             * @function getTypeUrl
             * @memberof crescendo.v1.OpenRunResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            OpenRunResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.OpenRunResponse";
            };

            return OpenRunResponse;
        })();

        /**
         * Split enum.
         * @name crescendo.v1.Split
         * @enum {number}
         * @property {number} SPLIT_UNSPECIFIED=0 SPLIT_UNSPECIFIED value
         * @property {number} SPLIT_TRAIN=1 SPLIT_TRAIN value
         * @property {number} SPLIT_VAL=2 SPLIT_VAL value
         */
        v1.Split = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "SPLIT_UNSPECIFIED"] = 0;
            values[valuesById[1] = "SPLIT_TRAIN"] = 1;
            values[valuesById[2] = "SPLIT_VAL"] = 2;
            return values;
        })();

        v1.Subscribe = (function() {

            /**
             * Properties of a Subscribe.
             * @typedef {Object} crescendo.v1.Subscribe.$Properties
             * @property {string|null} [run] Subscribe run
             * @property {number|null} [rank] Subscribe rank
             * @property {number|null} [worldSize] Subscribe worldSize
             * @property {number|null} [step] Subscribe step
             * @property {boolean|null} [afterLastAcknowledged] Subscribe afterLastAcknowledged
             * @property {number|null} [window] Subscribe window
             * @property {string|null} [scheduleToken] Subscribe scheduleToken
             * @property {crescendo.v1.Split|null} [split] Subscribe split
             * @property {number|null} [validationSize] Subscribe validationSize
             * @property {boolean|null} [padRemainder] Subscribe padRemainder
             * @property {number|null} [sharedMemorySlots] Subscribe sharedMemorySlots
             * @property {crescendo.v1.Version.$Properties|null} [clientVersion] Subscribe clientVersion
             * @property {string|null} [clientId] Subscribe clientId
             * @property {string|null} [clientHost] Subscribe clientHost
             * @property {boolean|null} [takeover] Subscribe takeover
             * @property {"step"|"afterLastAcknowledged"} [start] Subscribe start
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Subscribe.
             * @memberof crescendo.v1
             * @interface ISubscribe
             * @augments crescendo.v1.Subscribe.$Properties
             * @deprecated Use crescendo.v1.Subscribe.$Properties instead.
             */

            /**
             * Narrowed shape of a Subscribe.
             * @typedef {{
             *   run?: string|null;
             *   rank?: number|null;
             *   worldSize?: number|null;
             *   step?: number|null;
             *   afterLastAcknowledged?: boolean|null;
             *   window?: number|null;
             *   scheduleToken?: string|null;
             *   split?: crescendo.v1.Split|null;
             *   validationSize?: number|null;
             *   padRemainder?: boolean|null;
             *   sharedMemorySlots?: number|null;
             *   clientVersion?: crescendo.v1.Version.$Shape|null;
             *   clientId?: string|null;
             *   clientHost?: string|null;
             *   takeover?: boolean|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ start?: undefined; step?: null; afterLastAcknowledged?: null }|{ start?: "step"; step: number; afterLastAcknowledged?: null }|{ start?: "afterLastAcknowledged"; step?: null; afterLastAcknowledged: boolean })
             * )} crescendo.v1.Subscribe.$Shape
             */

            /**
             * Constructs a new Subscribe.
             * @memberof crescendo.v1
             * @classdesc Represents a Subscribe.
             * @constructor
             * @param {crescendo.v1.Subscribe.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Subscribe = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Subscribe run.
             * @member {string} run
             * @memberof crescendo.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.run = "";

            /**
             * Subscribe rank.
             * @member {number} rank
             * @memberof crescendo.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.rank = 0;

            /**
             * Subscribe worldSize.
             * @member {number} worldSize
             * @memberof crescendo.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.worldSize = 0;

            /**
             * Subscribe step.
             * @member {number|null|undefined} step
             * @memberof crescendo.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.step = null;

            /**
             * Subscribe afterLastAcknowledged.
             * @member {boolean|null|undefined} afterLastAcknowledged
             * @memberof crescendo.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.afterLastAcknowledged = null;

            /**
             * Subscribe window.
             * @member {number} window
             * @memberof crescendo.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.window = 0;

            /**
             * Subscribe scheduleToken.
             * @member {string} scheduleToken
             * @memberof crescendo.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.scheduleToken = "";

            /**
             * Subscribe split.
             * @member {crescendo.v1.Split} split
             * @memberof crescendo.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.split = 0;

            /**
             * Subscribe validationSize.
             * @member {number} validationSize
             * @memberof crescendo.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.validationSize = 0;

            /**
             * Subscribe padRemainder.
             * @member {boolean} padRemainder
             * @memberof crescendo.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.padRemainder = false;

            /**
             * Subscribe sharedMemorySlots.
             * @member {number} sharedMemorySlots
             * @memberof crescendo.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.sharedMemorySlots = 0;

            /**
             * Subscribe clientVersion.
             * @member {crescendo.v1.Version.$Properties|null|undefined} clientVersion
             * @memberof crescendo.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.clientVersion = null;

            /**
             * Subscribe clientId.
             * @member {string} clientId
             * @memberof crescendo.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.clientId = "";

            /**
             * Subscribe clientHost.
             * @member {string} clientHost
             * @memberof crescendo.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.clientHost = "";

            /**
             * Subscribe takeover.
             * @member {boolean} takeover
             * @memberof crescendo.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.takeover = false;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Subscribe start.
             * @member {"step"|"afterLastAcknowledged"|undefined} start
             * @memberof crescendo.v1.Subscribe
             * @instance
             */
            $Object.defineProperty(Subscribe.prototype, "start", {
                get: $util.oneOfGetter($oneOfFields = ["step", "afterLastAcknowledged"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Subscribe instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.Subscribe
             * @static
             * @param {crescendo.v1.Subscribe.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.Subscribe} Subscribe instance
             * @type {{
             *   (properties: crescendo.v1.Subscribe.$Shape): crescendo.v1.Subscribe & crescendo.v1.Subscribe.$Shape;
             *   (properties?: crescendo.v1.Subscribe.$Properties): crescendo.v1.Subscribe;
             * }}
             */
            Subscribe.create = function(properties) {
                return new Subscribe(properties);
            };

            /**
             * Encodes the specified Subscribe message. Does not implicitly {@link crescendo.v1.Subscribe.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.Subscribe
             * @static
             * @param {crescendo.v1.Subscribe.$Properties} message Subscribe message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Subscribe.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.run);
                if (message.rank != null && $Object.hasOwnProperty.call(message, "rank") && message.rank !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.rank);
                if (message.worldSize != null && $Object.hasOwnProperty.call(message, "worldSize") && message.worldSize !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.worldSize);
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.step);
                if (message.afterLastAcknowledged != null && $Object.hasOwnProperty.call(message, "afterLastAcknowledged"))
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.afterLastAcknowledged);
                if (message.window != null && $Object.hasOwnProperty.call(message, "window") && message.window !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.window);
                if (message.scheduleToken != null && $Object.hasOwnProperty.call(message, "scheduleToken") && message.scheduleToken !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.scheduleToken);
                if (message.split != null && $Object.hasOwnProperty.call(message, "split") && message.split !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).int32(message.split);
                if (message.validationSize != null && $Object.hasOwnProperty.call(message, "validationSize") && message.validationSize !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.validationSize);
                if (message.padRemainder != null && $Object.hasOwnProperty.call(message, "padRemainder") && message.padRemainder !== false)
                    writer.uint32(/* id 10, wireType 0 =*/80).bool(message.padRemainder);
                if (message.sharedMemorySlots != null && $Object.hasOwnProperty.call(message, "sharedMemorySlots") && message.sharedMemorySlots !== 0)
                    writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.sharedMemorySlots);
                if (message.clientVersion != null && $Object.hasOwnProperty.call(message, "clientVersion"))
                    $root.crescendo.v1.Version.encode(message.clientVersion, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.clientId != null && $Object.hasOwnProperty.call(message, "clientId") && message.clientId !== "")
                    writer.uint32(/* id 13, wireType 2 =*/106).string(message.clientId);
                if (message.clientHost != null && $Object.hasOwnProperty.call(message, "clientHost") && message.clientHost !== "")
                    writer.uint32(/* id 14, wireType 2 =*/114).string(message.clientHost);
                if (message.takeover != null && $Object.hasOwnProperty.call(message, "takeover") && message.takeover !== false)
                    writer.uint32(/* id 15, wireType 0 =*/120).bool(message.takeover);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Subscribe message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.Subscribe
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.Subscribe & crescendo.v1.Subscribe.$Shape} Subscribe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Subscribe.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.Subscribe();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.rank = value;
                            else
                                delete message.rank;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.worldSize = value;
                            else
                                delete message.worldSize;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.step = $uint64(reader);
                            message.start = "step";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.afterLastAcknowledged = reader.bool();
                            message.start = "afterLastAcknowledged";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.window = value;
                            else
                                delete message.window;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.scheduleToken = value;
                            else
                                delete message.scheduleToken;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.split = value;
                            else
                                delete message.split;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.validationSize = value;
                            else
                                delete message.validationSize;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.padRemainder = value;
                            else
                                delete message.padRemainder;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.sharedMemorySlots = value;
                            else
                                delete message.sharedMemorySlots;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.clientVersion = $root.crescendo.v1.Version.decode(reader, reader.size(), $undefined, _depth + 1, message.clientVersion);
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.clientId = value;
                            else
                                delete message.clientId;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.clientHost = value;
                            else
                                delete message.clientHost;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.takeover = value;
                            else
                                delete message.takeover;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Subscribe message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.Subscribe
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.Subscribe} Subscribe
             */
            Subscribe.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.Subscribe)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.Subscribe: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.Subscribe();
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                if (object.rank != null)
                    if ($Number(object.rank) !== 0)
                        message.rank = object.rank >>> 0;
                if (object.worldSize != null)
                    if ($Number(object.worldSize) !== 0)
                        message.worldSize = object.worldSize >>> 0;
                if (object.step != null)
                    if ($util.Long)
                        message.step = $util.Long.fromValue(object.step, true);
                    else if (typeof object.step === "string")
                        message.step = $parseInt(object.step, 10);
                    else if (typeof object.step === "number")
                        message.step = object.step;
                    else if (typeof object.step === "object")
                        message.step = new $util.LongBits(object.step.low >>> 0, object.step.high >>> 0).toNumber(true);
                if (object.afterLastAcknowledged != null)
                    message.afterLastAcknowledged = $Boolean(object.afterLastAcknowledged);
                if (object.window != null)
                    if ($Number(object.window) !== 0)
                        message.window = object.window >>> 0;
                if (object.scheduleToken != null)
                    if (typeof object.scheduleToken !== "string" || object.scheduleToken.length)
                        message.scheduleToken = $String(object.scheduleToken);
                if (object.split !== 0 && (typeof object.split !== "string" || $root.crescendo.v1.Split[object.split] !== 0))
                    switch (object.split) {
                    case "SPLIT_UNSPECIFIED":
                    case 0:
                        message.split = 0;
                        break;
                    case "SPLIT_TRAIN":
                    case 1:
                        message.split = 1;
                        break;
                    case "SPLIT_VAL":
                    case 2:
                        message.split = 2;
                        break;
                    default:
                        if (typeof object.split === "number" && (object.split | 0) === object.split)
                            message.split = object.split;
                    }
                if (object.validationSize != null)
                    if ($Number(object.validationSize) !== 0)
                        message.validationSize = object.validationSize >>> 0;
                if (object.padRemainder != null)
                    if (object.padRemainder)
                        message.padRemainder = $Boolean(object.padRemainder);
                if (object.sharedMemorySlots != null)
                    if ($Number(object.sharedMemorySlots) !== 0)
                        message.sharedMemorySlots = object.sharedMemorySlots >>> 0;
                if (object.clientVersion != null) {
                    if (!$util.isObject(object.clientVersion))
                        throw $TypeError(".crescendo.v1.Subscribe.clientVersion: object expected");
                    message.clientVersion = $root.crescendo.v1.Version.fromObject(object.clientVersion, _depth + 1);
                }
                if (object.clientId != null)
                    if (typeof object.clientId !== "string" || object.clientId.length)
                        message.clientId = $String(object.clientId);
                if (object.clientHost != null)
                    if (typeof object.clientHost !== "string" || object.clientHost.length)
                        message.clientHost = $String(object.clientHost);
                if (object.takeover != null)
                    if (object.takeover)
                        message.takeover = $Boolean(object.takeover);
                return message;
            };

            /**
             * Creates a plain object from a Subscribe message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.Subscribe
             * @static
             * @param {crescendo.v1.Subscribe} message Subscribe
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Subscribe.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.run = "";
                    object.rank = 0;
                    object.worldSize = 0;
                    object.window = 0;
                    object.scheduleToken = "";
                    object.split = options.enums === $String ? "SPLIT_UNSPECIFIED" : 0;
                    object.validationSize = 0;
                    object.padRemainder = false;
                    object.sharedMemorySlots = 0;
                    object.clientVersion = null;
                    object.clientId = "";
                    object.clientHost = "";
                    object.takeover = false;
                }
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                if (message.rank != null && $Object.hasOwnProperty.call(message, "rank"))
                    object.rank = message.rank;
                if (message.worldSize != null && $Object.hasOwnProperty.call(message, "worldSize"))
                    object.worldSize = message.worldSize;
                if (message.step != null && $Object.hasOwnProperty.call(message, "step")) {
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.step = typeof message.step === "number" ? $BigInt(message.step) : $util.Long.fromBits(message.step.low >>> 0, message.step.high >>> 0, true).toBigInt();
                    else if (typeof message.step === "number")
                        object.step = options.longs === $String ? $String(message.step) : message.step;
                    else
                        object.step = options.longs === $String ? $util.Long.prototype.toString.call(message.step) : options.longs === $Number ? new $util.LongBits(message.step.low >>> 0, message.step.high >>> 0).toNumber(true) : message.step;
                    if (options.oneofs)
                        object.start = "step";
                }
                if (message.afterLastAcknowledged != null && $Object.hasOwnProperty.call(message, "afterLastAcknowledged")) {
                    object.afterLastAcknowledged = message.afterLastAcknowledged;
                    if (options.oneofs)
                        object.start = "afterLastAcknowledged";
                }
                if (message.window != null && $Object.hasOwnProperty.call(message, "window"))
                    object.window = message.window;
                if (message.scheduleToken != null && $Object.hasOwnProperty.call(message, "scheduleToken"))
                    object.scheduleToken = message.scheduleToken;
                if (message.split != null && $Object.hasOwnProperty.call(message, "split"))
                    object.split = options.enums === $String ? $root.crescendo.v1.Split[message.split] === $undefined ? message.split : $root.crescendo.v1.Split[message.split] : message.split;
                if (message.validationSize != null && $Object.hasOwnProperty.call(message, "validationSize"))
                    object.validationSize = message.validationSize;
                if (message.padRemainder != null && $Object.hasOwnProperty.call(message, "padRemainder"))
                    object.padRemainder = message.padRemainder;
                if (message.sharedMemorySlots != null && $Object.hasOwnProperty.call(message, "sharedMemorySlots"))
                    object.sharedMemorySlots = message.sharedMemorySlots;
                if (message.clientVersion != null && $Object.hasOwnProperty.call(message, "clientVersion"))
                    object.clientVersion = $root.crescendo.v1.Version.toObject(message.clientVersion, options, _depth + 1);
                if (message.clientId != null && $Object.hasOwnProperty.call(message, "clientId"))
                    object.clientId = message.clientId;
                if (message.clientHost != null && $Object.hasOwnProperty.call(message, "clientHost"))
                    object.clientHost = message.clientHost;
                if (message.takeover != null && $Object.hasOwnProperty.call(message, "takeover"))
                    object.takeover = message.takeover;
                return object;
            };

            /**
             * Converts this Subscribe to JSON.
             * @function toJSON
             * @memberof crescendo.v1.Subscribe
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Subscribe.prototype.toJSON = function() {
                return Subscribe.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Subscribe
             * @function getTypeUrl
             * @memberof crescendo.v1.Subscribe
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Subscribe.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.Subscribe";
            };

            return Subscribe;
        })();

        v1.Progress = (function() {

            /**
             * Properties of a Progress.
             * @typedef {Object} crescendo.v1.Progress.$Properties
             * @property {number|null} [consumedStep] Progress consumedStep
             * @property {number|null} [stepSeconds] Progress stepSeconds
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Progress.
             * @memberof crescendo.v1
             * @interface IProgress
             * @augments crescendo.v1.Progress.$Properties
             * @deprecated Use crescendo.v1.Progress.$Properties instead.
             */

            /**
             * Shape of a Progress.
             * @typedef {crescendo.v1.Progress.$Properties} crescendo.v1.Progress.$Shape
             */

            /**
             * Constructs a new Progress.
             * @memberof crescendo.v1
             * @classdesc Represents a Progress.
             * @constructor
             * @param {crescendo.v1.Progress.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Progress = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Progress consumedStep.
             * @member {number} consumedStep
             * @memberof crescendo.v1.Progress
             * @instance
             */
            Progress.prototype.consumedStep = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Progress stepSeconds.
             * @member {number} stepSeconds
             * @memberof crescendo.v1.Progress
             * @instance
             */
            Progress.prototype.stepSeconds = 0;

            /**
             * Creates a new Progress instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.Progress
             * @static
             * @param {crescendo.v1.Progress.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.Progress} Progress instance
             * @type {{
             *   (properties: crescendo.v1.Progress.$Shape): crescendo.v1.Progress & crescendo.v1.Progress.$Shape;
             *   (properties?: crescendo.v1.Progress.$Properties): crescendo.v1.Progress;
             * }}
             */
            Progress.create = function(properties) {
                return new Progress(properties);
            };

            /**
             * Encodes the specified Progress message. Does not implicitly {@link crescendo.v1.Progress.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.Progress
             * @static
             * @param {crescendo.v1.Progress.$Properties} message Progress message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Progress.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.consumedStep != null && $Object.hasOwnProperty.call(message, "consumedStep") && (typeof message.consumedStep === "object" ? message.consumedStep.low || message.consumedStep.high : message.consumedStep !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.consumedStep);
                if (message.stepSeconds != null && $Object.hasOwnProperty.call(message, "stepSeconds") && !$Object.is(message.stepSeconds, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.stepSeconds);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Progress message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.Progress
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.Progress & crescendo.v1.Progress.$Shape} Progress
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Progress.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.Progress();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.consumedStep = value;
                            else
                                delete message.consumedStep;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.stepSeconds = value;
                            else
                                delete message.stepSeconds;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Progress message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.Progress
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.Progress} Progress
             */
            Progress.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.Progress)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.Progress: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.Progress();
                if (object.consumedStep != null)
                    if (typeof object.consumedStep === "object" ? object.consumedStep.low || object.consumedStep.high : $Number(object.consumedStep) !== 0)
                        if ($util.Long)
                            message.consumedStep = $util.Long.fromValue(object.consumedStep, true);
                        else if (typeof object.consumedStep === "string")
                            message.consumedStep = $parseInt(object.consumedStep, 10);
                        else if (typeof object.consumedStep === "number")
                            message.consumedStep = object.consumedStep;
                        else if (typeof object.consumedStep === "object")
                            message.consumedStep = new $util.LongBits(object.consumedStep.low >>> 0, object.consumedStep.high >>> 0).toNumber(true);
                if (object.stepSeconds != null)
                    if (!$Object.is($Number(object.stepSeconds), 0))
                        message.stepSeconds = $Number(object.stepSeconds);
                return message;
            };

            /**
             * Creates a plain object from a Progress message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.Progress
             * @static
             * @param {crescendo.v1.Progress} message Progress
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Progress.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.consumedStep = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.consumedStep = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.stepSeconds = 0;
                }
                if (message.consumedStep != null && $Object.hasOwnProperty.call(message, "consumedStep"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.consumedStep = typeof message.consumedStep === "number" ? $BigInt(message.consumedStep) : $util.Long.fromBits(message.consumedStep.low >>> 0, message.consumedStep.high >>> 0, true).toBigInt();
                    else if (typeof message.consumedStep === "number")
                        object.consumedStep = options.longs === $String ? $String(message.consumedStep) : message.consumedStep;
                    else
                        object.consumedStep = options.longs === $String ? $util.Long.prototype.toString.call(message.consumedStep) : options.longs === $Number ? new $util.LongBits(message.consumedStep.low >>> 0, message.consumedStep.high >>> 0).toNumber(true) : message.consumedStep;
                if (message.stepSeconds != null && $Object.hasOwnProperty.call(message, "stepSeconds"))
                    object.stepSeconds = options.json && !$isFinite(message.stepSeconds) ? $String(message.stepSeconds) : message.stepSeconds;
                return object;
            };

            /**
             * Converts this Progress to JSON.
             * @function toJSON
             * @memberof crescendo.v1.Progress
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Progress.prototype.toJSON = function() {
                return Progress.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Progress
             * @function getTypeUrl
             * @memberof crescendo.v1.Progress
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Progress.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.Progress";
            };

            return Progress;
        })();

        v1.SharedMemoryOffer = (function() {

            /**
             * Properties of a SharedMemoryOffer.
             * @typedef {Object} crescendo.v1.SharedMemoryOffer.$Properties
             * @property {string|null} [path] SharedMemoryOffer path
             * @property {number|null} [slots] SharedMemoryOffer slots
             * @property {number|null} [slotBytes] SharedMemoryOffer slotBytes
             * @property {number|null} [slotsOffset] SharedMemoryOffer slotsOffset
             * @property {number|null} [leaseSeconds] SharedMemoryOffer leaseSeconds
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SharedMemoryOffer.
             * @memberof crescendo.v1
             * @interface ISharedMemoryOffer
             * @augments crescendo.v1.SharedMemoryOffer.$Properties
             * @deprecated Use crescendo.v1.SharedMemoryOffer.$Properties instead.
             */

            /**
             * Shape of a SharedMemoryOffer.
             * @typedef {crescendo.v1.SharedMemoryOffer.$Properties} crescendo.v1.SharedMemoryOffer.$Shape
             */

            /**
             * Constructs a new SharedMemoryOffer.
             * @memberof crescendo.v1
             * @classdesc Represents a SharedMemoryOffer.
             * @constructor
             * @param {crescendo.v1.SharedMemoryOffer.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SharedMemoryOffer = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SharedMemoryOffer path.
             * @member {string} path
             * @memberof crescendo.v1.SharedMemoryOffer
             * @instance
             */
            SharedMemoryOffer.prototype.path = "";

            /**
             * SharedMemoryOffer slots.
             * @member {number} slots
             * @memberof crescendo.v1.SharedMemoryOffer
             * @instance
             */
            SharedMemoryOffer.prototype.slots = 0;

            /**
             * SharedMemoryOffer slotBytes.
             * @member {number} slotBytes
             * @memberof crescendo.v1.SharedMemoryOffer
             * @instance
             */
            SharedMemoryOffer.prototype.slotBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SharedMemoryOffer slotsOffset.
             * @member {number} slotsOffset
             * @memberof crescendo.v1.SharedMemoryOffer
             * @instance
             */
            SharedMemoryOffer.prototype.slotsOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SharedMemoryOffer leaseSeconds.
             * @member {number} leaseSeconds
             * @memberof crescendo.v1.SharedMemoryOffer
             * @instance
             */
            SharedMemoryOffer.prototype.leaseSeconds = 0;

            /**
             * Creates a new SharedMemoryOffer instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.SharedMemoryOffer
             * @static
             * @param {crescendo.v1.SharedMemoryOffer.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.SharedMemoryOffer} SharedMemoryOffer instance
             * @type {{
             *   (properties: crescendo.v1.SharedMemoryOffer.$Shape): crescendo.v1.SharedMemoryOffer & crescendo.v1.SharedMemoryOffer.$Shape;
             *   (properties?: crescendo.v1.SharedMemoryOffer.$Properties): crescendo.v1.SharedMemoryOffer;
             * }}
             */
            SharedMemoryOffer.create = function(properties) {
                return new SharedMemoryOffer(properties);
            };

            /**
             * Encodes the specified SharedMemoryOffer message. Does not implicitly {@link crescendo.v1.SharedMemoryOffer.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.SharedMemoryOffer
             * @static
             * @param {crescendo.v1.SharedMemoryOffer.$Properties} message SharedMemoryOffer message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SharedMemoryOffer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.path);
                if (message.slots != null && $Object.hasOwnProperty.call(message, "slots") && message.slots !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.slots);
                if (message.slotBytes != null && $Object.hasOwnProperty.call(message, "slotBytes") && (typeof message.slotBytes === "object" ? message.slotBytes.low || message.slotBytes.high : message.slotBytes !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.slotBytes);
                if (message.slotsOffset != null && $Object.hasOwnProperty.call(message, "slotsOffset") && (typeof message.slotsOffset === "object" ? message.slotsOffset.low || message.slotsOffset.high : message.slotsOffset !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.slotsOffset);
                if (message.leaseSeconds != null && $Object.hasOwnProperty.call(message, "leaseSeconds") && !$Object.is(message.leaseSeconds, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.leaseSeconds);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SharedMemoryOffer message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.SharedMemoryOffer
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.SharedMemoryOffer & crescendo.v1.SharedMemoryOffer.$Shape} SharedMemoryOffer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SharedMemoryOffer.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.SharedMemoryOffer();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.path = value;
                            else
                                delete message.path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.slots = value;
                            else
                                delete message.slots;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.slotBytes = value;
                            else
                                delete message.slotBytes;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.slotsOffset = value;
                            else
                                delete message.slotsOffset;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.leaseSeconds = value;
                            else
                                delete message.leaseSeconds;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a SharedMemoryOffer message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.SharedMemoryOffer
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.SharedMemoryOffer} SharedMemoryOffer
             */
            SharedMemoryOffer.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.SharedMemoryOffer)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.SharedMemoryOffer: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.SharedMemoryOffer();
                if (object.path != null)
                    if (typeof object.path !== "string" || object.path.length)
                        message.path = $String(object.path);
                if (object.slots != null)
                    if ($Number(object.slots) !== 0)
                        message.slots = object.slots >>> 0;
                if (object.slotBytes != null)
                    if (typeof object.slotBytes === "object" ? object.slotBytes.low || object.slotBytes.high : $Number(object.slotBytes) !== 0)
                        if ($util.Long)
                            message.slotBytes = $util.Long.fromValue(object.slotBytes, true);
                        else if (typeof object.slotBytes === "string")
                            message.slotBytes = $parseInt(object.slotBytes, 10);
                        else if (typeof object.slotBytes === "number")
                            message.slotBytes = object.slotBytes;
                        else if (typeof object.slotBytes === "object")
                            message.slotBytes = new $util.LongBits(object.slotBytes.low >>> 0, object.slotBytes.high >>> 0).toNumber(true);
                if (object.slotsOffset != null)
                    if (typeof object.slotsOffset === "object" ? object.slotsOffset.low || object.slotsOffset.high : $Number(object.slotsOffset) !== 0)
                        if ($util.Long)
                            message.slotsOffset = $util.Long.fromValue(object.slotsOffset, true);
                        else if (typeof object.slotsOffset === "string")
                            message.slotsOffset = $parseInt(object.slotsOffset, 10);
                        else if (typeof object.slotsOffset === "number")
                            message.slotsOffset = object.slotsOffset;
                        else if (typeof object.slotsOffset === "object")
                            message.slotsOffset = new $util.LongBits(object.slotsOffset.low >>> 0, object.slotsOffset.high >>> 0).toNumber(true);
                if (object.leaseSeconds != null)
                    if (!$Object.is($Number(object.leaseSeconds), 0))
                        message.leaseSeconds = $Number(object.leaseSeconds);
                return message;
            };

            /**
             * Creates a plain object from a SharedMemoryOffer message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.SharedMemoryOffer
             * @static
             * @param {crescendo.v1.SharedMemoryOffer} message SharedMemoryOffer
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            SharedMemoryOffer.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.path = "";
                    object.slots = 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.slotBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.slotBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.slotsOffset = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.slotsOffset = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.leaseSeconds = 0;
                }
                if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                    object.path = message.path;
                if (message.slots != null && $Object.hasOwnProperty.call(message, "slots"))
                    object.slots = message.slots;
                if (message.slotBytes != null && $Object.hasOwnProperty.call(message, "slotBytes"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.slotBytes = typeof message.slotBytes === "number" ? $BigInt(message.slotBytes) : $util.Long.fromBits(message.slotBytes.low >>> 0, message.slotBytes.high >>> 0, true).toBigInt();
                    else if (typeof message.slotBytes === "number")
                        object.slotBytes = options.longs === $String ? $String(message.slotBytes) : message.slotBytes;
                    else
                        object.slotBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.slotBytes) : options.longs === $Number ? new $util.LongBits(message.slotBytes.low >>> 0, message.slotBytes.high >>> 0).toNumber(true) : message.slotBytes;
                if (message.slotsOffset != null && $Object.hasOwnProperty.call(message, "slotsOffset"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.slotsOffset = typeof message.slotsOffset === "number" ? $BigInt(message.slotsOffset) : $util.Long.fromBits(message.slotsOffset.low >>> 0, message.slotsOffset.high >>> 0, true).toBigInt();
                    else if (typeof message.slotsOffset === "number")
                        object.slotsOffset = options.longs === $String ? $String(message.slotsOffset) : message.slotsOffset;
                    else
                        object.slotsOffset = options.longs === $String ? $util.Long.prototype.toString.call(message.slotsOffset) : options.longs === $Number ? new $util.LongBits(message.slotsOffset.low >>> 0, message.slotsOffset.high >>> 0).toNumber(true) : message.slotsOffset;
                if (message.leaseSeconds != null && $Object.hasOwnProperty.call(message, "leaseSeconds"))
                    object.leaseSeconds = options.json && !$isFinite(message.leaseSeconds) ? $String(message.leaseSeconds) : message.leaseSeconds;
                return object;
            };

            /**
             * Converts this SharedMemoryOffer to JSON.
             * @function toJSON
             * @memberof crescendo.v1.SharedMemoryOffer
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            SharedMemoryOffer.prototype.toJSON = function() {
                return SharedMemoryOffer.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for SharedMemoryOffer
             * @function getTypeUrl
             * @memberof crescendo.v1.SharedMemoryOffer
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            SharedMemoryOffer.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.SharedMemoryOffer";
            };

            return SharedMemoryOffer;
        })();

        v1.SharedMemoryAnswer = (function() {

            /**
             * Properties of a SharedMemoryAnswer.
             * @typedef {Object} crescendo.v1.SharedMemoryAnswer.$Properties
             * @property {Uint8Array|null} [proof] SharedMemoryAnswer proof
             * @property {string|null} [refusal] SharedMemoryAnswer refusal
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SharedMemoryAnswer.
             * @memberof crescendo.v1
             * @interface ISharedMemoryAnswer
             * @augments crescendo.v1.SharedMemoryAnswer.$Properties
             * @deprecated Use crescendo.v1.SharedMemoryAnswer.$Properties instead.
             */

            /**
             * Shape of a SharedMemoryAnswer.
             * @typedef {crescendo.v1.SharedMemoryAnswer.$Properties} crescendo.v1.SharedMemoryAnswer.$Shape
             */

            /**
             * Constructs a new SharedMemoryAnswer.
             * @memberof crescendo.v1
             * @classdesc Represents a SharedMemoryAnswer.
             * @constructor
             * @param {crescendo.v1.SharedMemoryAnswer.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SharedMemoryAnswer = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SharedMemoryAnswer proof.
             * @member {Uint8Array} proof
             * @memberof crescendo.v1.SharedMemoryAnswer
             * @instance
             */
            SharedMemoryAnswer.prototype.proof = $util.newBuffer([]);

            /**
             * SharedMemoryAnswer refusal.
             * @member {string} refusal
             * @memberof crescendo.v1.SharedMemoryAnswer
             * @instance
             */
            SharedMemoryAnswer.prototype.refusal = "";

            /**
             * Creates a new SharedMemoryAnswer instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.SharedMemoryAnswer
             * @static
             * @param {crescendo.v1.SharedMemoryAnswer.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.SharedMemoryAnswer} SharedMemoryAnswer instance
             * @type {{
             *   (properties: crescendo.v1.SharedMemoryAnswer.$Shape): crescendo.v1.SharedMemoryAnswer & crescendo.v1.SharedMemoryAnswer.$Shape;
             *   (properties?: crescendo.v1.SharedMemoryAnswer.$Properties): crescendo.v1.SharedMemoryAnswer;
             * }}
             */
            SharedMemoryAnswer.create = function(properties) {
                return new SharedMemoryAnswer(properties);
            };

            /**
             * Encodes the specified SharedMemoryAnswer message. Does not implicitly {@link crescendo.v1.SharedMemoryAnswer.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.SharedMemoryAnswer
             * @static
             * @param {crescendo.v1.SharedMemoryAnswer.$Properties} message SharedMemoryAnswer message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SharedMemoryAnswer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.proof != null && $Object.hasOwnProperty.call(message, "proof") && message.proof.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.proof);
                if (message.refusal != null && $Object.hasOwnProperty.call(message, "refusal") && message.refusal !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.refusal);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SharedMemoryAnswer message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.SharedMemoryAnswer
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.SharedMemoryAnswer & crescendo.v1.SharedMemoryAnswer.$Shape} SharedMemoryAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SharedMemoryAnswer.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.SharedMemoryAnswer();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.proof = value;
                            else
                                delete message.proof;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.refusal = value;
                            else
                                delete message.refusal;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a SharedMemoryAnswer message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.SharedMemoryAnswer
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.SharedMemoryAnswer} SharedMemoryAnswer
             */
            SharedMemoryAnswer.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.SharedMemoryAnswer)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.SharedMemoryAnswer: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.SharedMemoryAnswer();
                if (object.proof != null)
                    if (object.proof.length)
                        if (typeof object.proof === "string")
                            $util.base64.decode(object.proof, message.proof = $util.newBuffer($util.base64.length(object.proof)), 0);
                        else if (object.proof.length >= 0)
                            message.proof = object.proof;
                if (object.refusal != null)
                    if (typeof object.refusal !== "string" || object.refusal.length)
                        message.refusal = $String(object.refusal);
                return message;
            };

            /**
             * Creates a plain object from a SharedMemoryAnswer message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.SharedMemoryAnswer
             * @static
             * @param {crescendo.v1.SharedMemoryAnswer} message SharedMemoryAnswer
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            SharedMemoryAnswer.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if (options.bytes === $String)
                        object.proof = "";
                    else {
                        object.proof = [];
                        if (options.bytes !== $Array)
                            object.proof = $util.newBuffer(object.proof);
                    }
                    object.refusal = "";
                }
                if (message.proof != null && $Object.hasOwnProperty.call(message, "proof"))
                    object.proof = options.bytes === $String ? $util.base64.encode(message.proof, 0, message.proof.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.proof) : message.proof;
                if (message.refusal != null && $Object.hasOwnProperty.call(message, "refusal"))
                    object.refusal = message.refusal;
                return object;
            };

            /**
             * Converts this SharedMemoryAnswer to JSON.
             * @function toJSON
             * @memberof crescendo.v1.SharedMemoryAnswer
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            SharedMemoryAnswer.prototype.toJSON = function() {
                return SharedMemoryAnswer.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for SharedMemoryAnswer
             * @function getTypeUrl
             * @memberof crescendo.v1.SharedMemoryAnswer
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            SharedMemoryAnswer.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.SharedMemoryAnswer";
            };

            return SharedMemoryAnswer;
        })();

        v1.SharedMemoryRelease = (function() {

            /**
             * Properties of a SharedMemoryRelease.
             * @typedef {Object} crescendo.v1.SharedMemoryRelease.$Properties
             * @property {number|null} [beforeStep] SharedMemoryRelease beforeStep
             * @property {Array.<number>|null} [steps] SharedMemoryRelease steps
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SharedMemoryRelease.
             * @memberof crescendo.v1
             * @interface ISharedMemoryRelease
             * @augments crescendo.v1.SharedMemoryRelease.$Properties
             * @deprecated Use crescendo.v1.SharedMemoryRelease.$Properties instead.
             */

            /**
             * Shape of a SharedMemoryRelease.
             * @typedef {crescendo.v1.SharedMemoryRelease.$Properties} crescendo.v1.SharedMemoryRelease.$Shape
             */

            /**
             * Constructs a new SharedMemoryRelease.
             * @memberof crescendo.v1
             * @classdesc Represents a SharedMemoryRelease.
             * @constructor
             * @param {crescendo.v1.SharedMemoryRelease.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SharedMemoryRelease = function (properties) {
                this.steps = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SharedMemoryRelease beforeStep.
             * @member {number} beforeStep
             * @memberof crescendo.v1.SharedMemoryRelease
             * @instance
             */
            SharedMemoryRelease.prototype.beforeStep = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SharedMemoryRelease steps.
             * @member {Array.<number>} steps
             * @memberof crescendo.v1.SharedMemoryRelease
             * @instance
             */
            SharedMemoryRelease.prototype.steps = $util.emptyArray;

            /**
             * Creates a new SharedMemoryRelease instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.SharedMemoryRelease
             * @static
             * @param {crescendo.v1.SharedMemoryRelease.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.SharedMemoryRelease} SharedMemoryRelease instance
             * @type {{
             *   (properties: crescendo.v1.SharedMemoryRelease.$Shape): crescendo.v1.SharedMemoryRelease & crescendo.v1.SharedMemoryRelease.$Shape;
             *   (properties?: crescendo.v1.SharedMemoryRelease.$Properties): crescendo.v1.SharedMemoryRelease;
             * }}
             */
            SharedMemoryRelease.create = function(properties) {
                return new SharedMemoryRelease(properties);
            };

            /**
             * Encodes the specified SharedMemoryRelease message. Does not implicitly {@link crescendo.v1.SharedMemoryRelease.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.SharedMemoryRelease
             * @static
             * @param {crescendo.v1.SharedMemoryRelease.$Properties} message SharedMemoryRelease message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SharedMemoryRelease.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.beforeStep != null && $Object.hasOwnProperty.call(message, "beforeStep") && (typeof message.beforeStep === "object" ? message.beforeStep.low || message.beforeStep.high : message.beforeStep !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.beforeStep);
                if (message.steps != null && message.steps.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).uint64s(message.steps);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SharedMemoryRelease message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.SharedMemoryRelease
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.SharedMemoryRelease & crescendo.v1.SharedMemoryRelease.$Shape} SharedMemoryRelease
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SharedMemoryRelease.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.SharedMemoryRelease();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.beforeStep = value;
                            else
                                delete message.beforeStep;
                            continue;
                        }
                    case 2: {
                            if (wireType === 2) {
                                if (!(message.steps && message.steps.length))
                                    message.steps = [];
                                $uint64s(reader, message.steps);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.steps && message.steps.length))
                                message.steps = [];
                            message.steps.push($uint64(reader));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a SharedMemoryRelease message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.SharedMemoryRelease
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.SharedMemoryRelease} SharedMemoryRelease
             */
            SharedMemoryRelease.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.SharedMemoryRelease)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.SharedMemoryRelease: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.SharedMemoryRelease();
                if (object.beforeStep != null)
                    if (typeof object.beforeStep === "object" ? object.beforeStep.low || object.beforeStep.high : $Number(object.beforeStep) !== 0)
                        if ($util.Long)
                            message.beforeStep = $util.Long.fromValue(object.beforeStep, true);
                        else if (typeof object.beforeStep === "string")
                            message.beforeStep = $parseInt(object.beforeStep, 10);
                        else if (typeof object.beforeStep === "number")
                            message.beforeStep = object.beforeStep;
                        else if (typeof object.beforeStep === "object")
                            message.beforeStep = new $util.LongBits(object.beforeStep.low >>> 0, object.beforeStep.high >>> 0).toNumber(true);
                if (object.steps) {
                    if (!$Array.isArray(object.steps))
                        throw $TypeError(".crescendo.v1.SharedMemoryRelease.steps: array expected");
                    message.steps = $Array(object.steps.length);
                    for (let i = 0; i < object.steps.length; ++i)
                        if ($util.Long)
                            message.steps[i] = $util.Long.fromValue(object.steps[i], true);
                        else if (typeof object.steps[i] === "string")
                            message.steps[i] = $parseInt(object.steps[i], 10);
                        else if (typeof object.steps[i] === "number")
                            message.steps[i] = object.steps[i];
                        else if (typeof object.steps[i] === "object")
                            message.steps[i] = new $util.LongBits(object.steps[i].low >>> 0, object.steps[i].high >>> 0).toNumber(true);
                }
                return message;
            };

            /**
             * Creates a plain object from a SharedMemoryRelease message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.SharedMemoryRelease
             * @static
             * @param {crescendo.v1.SharedMemoryRelease} message SharedMemoryRelease
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            SharedMemoryRelease.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.steps = [];
                if (options.defaults)
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.beforeStep = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.beforeStep = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if (message.beforeStep != null && $Object.hasOwnProperty.call(message, "beforeStep"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.beforeStep = typeof message.beforeStep === "number" ? $BigInt(message.beforeStep) : $util.Long.fromBits(message.beforeStep.low >>> 0, message.beforeStep.high >>> 0, true).toBigInt();
                    else if (typeof message.beforeStep === "number")
                        object.beforeStep = options.longs === $String ? $String(message.beforeStep) : message.beforeStep;
                    else
                        object.beforeStep = options.longs === $String ? $util.Long.prototype.toString.call(message.beforeStep) : options.longs === $Number ? new $util.LongBits(message.beforeStep.low >>> 0, message.beforeStep.high >>> 0).toNumber(true) : message.beforeStep;
                if (message.steps && message.steps.length) {
                    object.steps = $Array(message.steps.length);
                    for (let j = 0; j < message.steps.length; ++j)
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.steps[j] = typeof message.steps[j] === "number" ? $BigInt(message.steps[j]) : $util.Long.fromBits(message.steps[j].low >>> 0, message.steps[j].high >>> 0, true).toBigInt();
                        else if (typeof message.steps[j] === "number")
                            object.steps[j] = options.longs === $String ? $String(message.steps[j]) : message.steps[j];
                        else
                            object.steps[j] = options.longs === $String ? $util.Long.prototype.toString.call(message.steps[j]) : options.longs === $Number ? new $util.LongBits(message.steps[j].low >>> 0, message.steps[j].high >>> 0).toNumber(true) : message.steps[j];
                }
                return object;
            };

            /**
             * Converts this SharedMemoryRelease to JSON.
             * @function toJSON
             * @memberof crescendo.v1.SharedMemoryRelease
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            SharedMemoryRelease.prototype.toJSON = function() {
                return SharedMemoryRelease.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for SharedMemoryRelease
             * @function getTypeUrl
             * @memberof crescendo.v1.SharedMemoryRelease
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            SharedMemoryRelease.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.SharedMemoryRelease";
            };

            return SharedMemoryRelease;
        })();

        v1.StreamBatchesRequest = (function() {

            /**
             * Properties of a StreamBatchesRequest.
             * @typedef {Object} crescendo.v1.StreamBatchesRequest.$Properties
             * @property {crescendo.v1.Subscribe.$Properties|null} [subscribe] StreamBatchesRequest subscribe
             * @property {crescendo.v1.Progress.$Properties|null} [progress] StreamBatchesRequest progress
             * @property {crescendo.v1.SharedMemoryAnswer.$Properties|null} [sharedMemory] StreamBatchesRequest sharedMemory
             * @property {crescendo.v1.SharedMemoryRelease.$Properties|null} [release] StreamBatchesRequest release
             * @property {"subscribe"|"progress"|"sharedMemory"|"release"} [message] StreamBatchesRequest message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StreamBatchesRequest.
             * @memberof crescendo.v1
             * @interface IStreamBatchesRequest
             * @augments crescendo.v1.StreamBatchesRequest.$Properties
             * @deprecated Use crescendo.v1.StreamBatchesRequest.$Properties instead.
             */

            /**
             * Narrowed shape of a StreamBatchesRequest.
             * @typedef {{
             *   subscribe?: crescendo.v1.Subscribe.$Shape|null;
             *   progress?: crescendo.v1.Progress.$Shape|null;
             *   sharedMemory?: crescendo.v1.SharedMemoryAnswer.$Shape|null;
             *   release?: crescendo.v1.SharedMemoryRelease.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ message?: undefined; subscribe?: null; progress?: null; sharedMemory?: null; release?: null }|{ message?: "subscribe"; subscribe: crescendo.v1.Subscribe.$Shape; progress?: null; sharedMemory?: null; release?: null }|{ message?: "progress"; subscribe?: null; progress: crescendo.v1.Progress.$Shape; sharedMemory?: null; release?: null }|{ message?: "sharedMemory"; subscribe?: null; progress?: null; sharedMemory: crescendo.v1.SharedMemoryAnswer.$Shape; release?: null }|{ message?: "release"; subscribe?: null; progress?: null; sharedMemory?: null; release: crescendo.v1.SharedMemoryRelease.$Shape })
             * )} crescendo.v1.StreamBatchesRequest.$Shape
             */

            /**
             * Constructs a new StreamBatchesRequest.
             * @memberof crescendo.v1
             * @classdesc Represents a StreamBatchesRequest.
             * @constructor
             * @param {crescendo.v1.StreamBatchesRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StreamBatchesRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StreamBatchesRequest subscribe.
             * @member {crescendo.v1.Subscribe.$Properties|null|undefined} subscribe
             * @memberof crescendo.v1.StreamBatchesRequest
             * @instance
             */
            StreamBatchesRequest.prototype.subscribe = null;

            /**
             * StreamBatchesRequest progress.
             * @member {crescendo.v1.Progress.$Properties|null|undefined} progress
             * @memberof crescendo.v1.StreamBatchesRequest
             * @instance
             */
            StreamBatchesRequest.prototype.progress = null;

            /**
             * StreamBatchesRequest sharedMemory.
             * @member {crescendo.v1.SharedMemoryAnswer.$Properties|null|undefined} sharedMemory
             * @memberof crescendo.v1.StreamBatchesRequest
             * @instance
             */
            StreamBatchesRequest.prototype.sharedMemory = null;

            /**
             * StreamBatchesRequest release.
             * @member {crescendo.v1.SharedMemoryRelease.$Properties|null|undefined} release
             * @memberof crescendo.v1.StreamBatchesRequest
             * @instance
             */
            StreamBatchesRequest.prototype.release = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * StreamBatchesRequest message.
             * @member {"subscribe"|"progress"|"sharedMemory"|"release"|undefined} message
             * @memberof crescendo.v1.StreamBatchesRequest
             * @instance
             */
            $Object.defineProperty(StreamBatchesRequest.prototype, "message", {
                get: $util.oneOfGetter($oneOfFields = ["subscribe", "progress", "sharedMemory", "release"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new StreamBatchesRequest instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.StreamBatchesRequest
             * @static
             * @param {crescendo.v1.StreamBatchesRequest.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.StreamBatchesRequest} StreamBatchesRequest instance
             * @type {{
             *   (properties: crescendo.v1.StreamBatchesRequest.$Shape): crescendo.v1.StreamBatchesRequest & crescendo.v1.StreamBatchesRequest.$Shape;
             *   (properties?: crescendo.v1.StreamBatchesRequest.$Properties): crescendo.v1.StreamBatchesRequest;
             * }}
             */
            StreamBatchesRequest.create = function(properties) {
                return new StreamBatchesRequest(properties);
            };

            /**
             * Encodes the specified StreamBatchesRequest message. Does not implicitly {@link crescendo.v1.StreamBatchesRequest.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.StreamBatchesRequest
             * @static
             * @param {crescendo.v1.StreamBatchesRequest.$Properties} message StreamBatchesRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StreamBatchesRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.subscribe != null && $Object.hasOwnProperty.call(message, "subscribe"))
                    $root.crescendo.v1.Subscribe.encode(message.subscribe, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.progress != null && $Object.hasOwnProperty.call(message, "progress"))
                    $root.crescendo.v1.Progress.encode(message.progress, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.sharedMemory != null && $Object.hasOwnProperty.call(message, "sharedMemory"))
                    $root.crescendo.v1.SharedMemoryAnswer.encode(message.sharedMemory, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.release != null && $Object.hasOwnProperty.call(message, "release"))
                    $root.crescendo.v1.SharedMemoryRelease.encode(message.release, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StreamBatchesRequest message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.StreamBatchesRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.StreamBatchesRequest & crescendo.v1.StreamBatchesRequest.$Shape} StreamBatchesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StreamBatchesRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.StreamBatchesRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.subscribe = $root.crescendo.v1.Subscribe.decode(reader, reader.size(), $undefined, _depth + 1, message.subscribe);
                            message.message = "subscribe";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.progress = $root.crescendo.v1.Progress.decode(reader, reader.size(), $undefined, _depth + 1, message.progress);
                            message.message = "progress";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.sharedMemory = $root.crescendo.v1.SharedMemoryAnswer.decode(reader, reader.size(), $undefined, _depth + 1, message.sharedMemory);
                            message.message = "sharedMemory";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.release = $root.crescendo.v1.SharedMemoryRelease.decode(reader, reader.size(), $undefined, _depth + 1, message.release);
                            message.message = "release";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a StreamBatchesRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.StreamBatchesRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.StreamBatchesRequest} StreamBatchesRequest
             */
            StreamBatchesRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.StreamBatchesRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.StreamBatchesRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.StreamBatchesRequest();
                if (object.subscribe != null) {
                    if (!$util.isObject(object.subscribe))
                        throw $TypeError(".crescendo.v1.StreamBatchesRequest.subscribe: object expected");
                    message.subscribe = $root.crescendo.v1.Subscribe.fromObject(object.subscribe, _depth + 1);
                }
                if (object.progress != null) {
                    if (!$util.isObject(object.progress))
                        throw $TypeError(".crescendo.v1.StreamBatchesRequest.progress: object expected");
                    message.progress = $root.crescendo.v1.Progress.fromObject(object.progress, _depth + 1);
                }
                if (object.sharedMemory != null) {
                    if (!$util.isObject(object.sharedMemory))
                        throw $TypeError(".crescendo.v1.StreamBatchesRequest.sharedMemory: object expected");
                    message.sharedMemory = $root.crescendo.v1.SharedMemoryAnswer.fromObject(object.sharedMemory, _depth + 1);
                }
                if (object.release != null) {
                    if (!$util.isObject(object.release))
                        throw $TypeError(".crescendo.v1.StreamBatchesRequest.release: object expected");
                    message.release = $root.crescendo.v1.SharedMemoryRelease.fromObject(object.release, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a StreamBatchesRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.StreamBatchesRequest
             * @static
             * @param {crescendo.v1.StreamBatchesRequest} message StreamBatchesRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            StreamBatchesRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (message.subscribe != null && $Object.hasOwnProperty.call(message, "subscribe")) {
                    object.subscribe = $root.crescendo.v1.Subscribe.toObject(message.subscribe, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "subscribe";
                }
                if (message.progress != null && $Object.hasOwnProperty.call(message, "progress")) {
                    object.progress = $root.crescendo.v1.Progress.toObject(message.progress, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "progress";
                }
                if (message.sharedMemory != null && $Object.hasOwnProperty.call(message, "sharedMemory")) {
                    object.sharedMemory = $root.crescendo.v1.SharedMemoryAnswer.toObject(message.sharedMemory, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "sharedMemory";
                }
                if (message.release != null && $Object.hasOwnProperty.call(message, "release")) {
                    object.release = $root.crescendo.v1.SharedMemoryRelease.toObject(message.release, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "release";
                }
                return object;
            };

            /**
             * Converts this StreamBatchesRequest to JSON.
             * @function toJSON
             * @memberof crescendo.v1.StreamBatchesRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            StreamBatchesRequest.prototype.toJSON = function() {
                return StreamBatchesRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for StreamBatchesRequest
             * @function getTypeUrl
             * @memberof crescendo.v1.StreamBatchesRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            StreamBatchesRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.StreamBatchesRequest";
            };

            return StreamBatchesRequest;
        })();

        v1.SharedMemorySlot = (function() {

            /**
             * Properties of a SharedMemorySlot.
             * @typedef {Object} crescendo.v1.SharedMemorySlot.$Properties
             * @property {number|null} [slot] SharedMemorySlot slot
             * @property {number|null} [generation] SharedMemorySlot generation
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SharedMemorySlot.
             * @memberof crescendo.v1
             * @interface ISharedMemorySlot
             * @augments crescendo.v1.SharedMemorySlot.$Properties
             * @deprecated Use crescendo.v1.SharedMemorySlot.$Properties instead.
             */

            /**
             * Shape of a SharedMemorySlot.
             * @typedef {crescendo.v1.SharedMemorySlot.$Properties} crescendo.v1.SharedMemorySlot.$Shape
             */

            /**
             * Constructs a new SharedMemorySlot.
             * @memberof crescendo.v1
             * @classdesc Represents a SharedMemorySlot.
             * @constructor
             * @param {crescendo.v1.SharedMemorySlot.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SharedMemorySlot = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SharedMemorySlot slot.
             * @member {number} slot
             * @memberof crescendo.v1.SharedMemorySlot
             * @instance
             */
            SharedMemorySlot.prototype.slot = 0;

            /**
             * SharedMemorySlot generation.
             * @member {number} generation
             * @memberof crescendo.v1.SharedMemorySlot
             * @instance
             */
            SharedMemorySlot.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new SharedMemorySlot instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.SharedMemorySlot
             * @static
             * @param {crescendo.v1.SharedMemorySlot.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.SharedMemorySlot} SharedMemorySlot instance
             * @type {{
             *   (properties: crescendo.v1.SharedMemorySlot.$Shape): crescendo.v1.SharedMemorySlot & crescendo.v1.SharedMemorySlot.$Shape;
             *   (properties?: crescendo.v1.SharedMemorySlot.$Properties): crescendo.v1.SharedMemorySlot;
             * }}
             */
            SharedMemorySlot.create = function(properties) {
                return new SharedMemorySlot(properties);
            };

            /**
             * Encodes the specified SharedMemorySlot message. Does not implicitly {@link crescendo.v1.SharedMemorySlot.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.SharedMemorySlot
             * @static
             * @param {crescendo.v1.SharedMemorySlot.$Properties} message SharedMemorySlot message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SharedMemorySlot.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.slot != null && $Object.hasOwnProperty.call(message, "slot") && message.slot !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.slot);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.generation);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SharedMemorySlot message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.SharedMemorySlot
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.SharedMemorySlot & crescendo.v1.SharedMemorySlot.$Shape} SharedMemorySlot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SharedMemorySlot.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.SharedMemorySlot();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.slot = value;
                            else
                                delete message.slot;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a SharedMemorySlot message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.SharedMemorySlot
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.SharedMemorySlot} SharedMemorySlot
             */
            SharedMemorySlot.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.SharedMemorySlot)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.SharedMemorySlot: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.SharedMemorySlot();
                if (object.slot != null)
                    if ($Number(object.slot) !== 0)
                        message.slot = object.slot >>> 0;
                if (object.generation != null)
                    if (typeof object.generation === "object" ? object.generation.low || object.generation.high : $Number(object.generation) !== 0)
                        if ($util.Long)
                            message.generation = $util.Long.fromValue(object.generation, true);
                        else if (typeof object.generation === "string")
                            message.generation = $parseInt(object.generation, 10);
                        else if (typeof object.generation === "number")
                            message.generation = object.generation;
                        else if (typeof object.generation === "object")
                            message.generation = new $util.LongBits(object.generation.low >>> 0, object.generation.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from a SharedMemorySlot message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.SharedMemorySlot
             * @static
             * @param {crescendo.v1.SharedMemorySlot} message SharedMemorySlot
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            SharedMemorySlot.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.slot = 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.generation = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.generation = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.slot != null && $Object.hasOwnProperty.call(message, "slot"))
                    object.slot = message.slot;
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.generation = typeof message.generation === "number" ? $BigInt(message.generation) : $util.Long.fromBits(message.generation.low >>> 0, message.generation.high >>> 0, true).toBigInt();
                    else if (typeof message.generation === "number")
                        object.generation = options.longs === $String ? $String(message.generation) : message.generation;
                    else
                        object.generation = options.longs === $String ? $util.Long.prototype.toString.call(message.generation) : options.longs === $Number ? new $util.LongBits(message.generation.low >>> 0, message.generation.high >>> 0).toNumber(true) : message.generation;
                return object;
            };

            /**
             * Converts this SharedMemorySlot to JSON.
             * @function toJSON
             * @memberof crescendo.v1.SharedMemorySlot
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            SharedMemorySlot.prototype.toJSON = function() {
                return SharedMemorySlot.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for SharedMemorySlot
             * @function getTypeUrl
             * @memberof crescendo.v1.SharedMemorySlot
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            SharedMemorySlot.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.SharedMemorySlot";
            };

            return SharedMemorySlot;
        })();

        v1.Mixing = (function() {

            /**
             * Properties of a Mixing.
             * @typedef {Object} crescendo.v1.Mixing.$Properties
             * @property {boolean|null} [applied] Mixing applied
             * @property {Array.<number>|null} [partners] Mixing partners
             * @property {Array.<number>|null} [lambdas] Mixing lambdas
             * @property {Array.<number>|null} [boxes] Mixing boxes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Mixing.
             * @memberof crescendo.v1
             * @interface IMixing
             * @augments crescendo.v1.Mixing.$Properties
             * @deprecated Use crescendo.v1.Mixing.$Properties instead.
             */

            /**
             * Shape of a Mixing.
             * @typedef {crescendo.v1.Mixing.$Properties} crescendo.v1.Mixing.$Shape
             */

            /**
             * Constructs a new Mixing.
             * @memberof crescendo.v1
             * @classdesc Represents a Mixing.
             * @constructor
             * @param {crescendo.v1.Mixing.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Mixing = function (properties) {
                this.partners = [];
                this.lambdas = [];
                this.boxes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Mixing applied.
             * @member {boolean} applied
             * @memberof crescendo.v1.Mixing
             * @instance
             */
            Mixing.prototype.applied = false;

            /**
             * Mixing partners.
             * @member {Array.<number>} partners
             * @memberof crescendo.v1.Mixing
             * @instance
             */
            Mixing.prototype.partners = $util.emptyArray;

            /**
             * Mixing lambdas.
             * @member {Array.<number>} lambdas
             * @memberof crescendo.v1.Mixing
             * @instance
             */
            Mixing.prototype.lambdas = $util.emptyArray;

            /**
             * Mixing boxes.
             * @member {Array.<number>} boxes
             * @memberof crescendo.v1.Mixing
             * @instance
             */
            Mixing.prototype.boxes = $util.emptyArray;

            /**
             * Creates a new Mixing instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.Mixing
             * @static
             * @param {crescendo.v1.Mixing.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.Mixing} Mixing instance
             * @type {{
             *   (properties: crescendo.v1.Mixing.$Shape): crescendo.v1.Mixing & crescendo.v1.Mixing.$Shape;
             *   (properties?: crescendo.v1.Mixing.$Properties): crescendo.v1.Mixing;
             * }}
             */
            Mixing.create = function(properties) {
                return new Mixing(properties);
            };

            /**
             * Encodes the specified Mixing message. Does not implicitly {@link crescendo.v1.Mixing.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.Mixing
             * @static
             * @param {crescendo.v1.Mixing.$Properties} message Mixing message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Mixing.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.applied != null && $Object.hasOwnProperty.call(message, "applied") && message.applied !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.applied);
                if (message.partners != null && message.partners.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.partners);
                if (message.lambdas != null && message.lambdas.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).doubles(message.lambdas);
                if (message.boxes != null && message.boxes.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).uint32s(message.boxes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Mixing message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.Mixing
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.Mixing & crescendo.v1.Mixing.$Shape} Mixing
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Mixing.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.Mixing();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.applied = value;
                            else
                                delete message.applied;
                            continue;
                        }
                    case 2: {
                            if (wireType === 2) {
                                if (!(message.partners && message.partners.length))
                                    message.partners = [];
                                reader.uint32s(message.partners);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.partners && message.partners.length))
                                message.partners = [];
                            message.partners.push(reader.uint32());
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.lambdas && message.lambdas.length))
                                    message.lambdas = [];
                                reader.doubles(message.lambdas);
                                continue;
                            }
                            if (wireType !== 1)
                                break;
                            if (!(message.lambdas && message.lambdas.length))
                                message.lambdas = [];
                            message.lambdas.push(reader.double());
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.boxes && message.boxes.length))
                                    message.boxes = [];
                                reader.uint32s(message.boxes);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.boxes && message.boxes.length))
                                message.boxes = [];
                            message.boxes.push(reader.uint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Mixing message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.Mixing
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.Mixing} Mixing
             */
            Mixing.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.Mixing)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.Mixing: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.Mixing();
                if (object.applied != null)
                    if (object.applied)
                        message.applied = $Boolean(object.applied);
                if (object.partners) {
                    if (!$Array.isArray(object.partners))
                        throw $TypeError(".crescendo.v1.Mixing.partners: array expected");
                    message.partners = $Array(object.partners.length);
                    for (let i = 0; i < object.partners.length; ++i)
                        message.partners[i] = object.partners[i] >>> 0;
                }
                if (object.lambdas) {
                    if (!$Array.isArray(object.lambdas))
                        throw $TypeError(".crescendo.v1.Mixing.lambdas: array expected");
                    message.lambdas = $Array(object.lambdas.length);
                    for (let i = 0; i < object.lambdas.length; ++i)
                        message.lambdas[i] = $Number(object.lambdas[i]);
                }
                if (object.boxes) {
                    if (!$Array.isArray(object.boxes))
                        throw $TypeError(".crescendo.v1.Mixing.boxes: array expected");
                    message.boxes = $Array(object.boxes.length);
                    for (let i = 0; i < object.boxes.length; ++i)
                        message.boxes[i] = object.boxes[i] >>> 0;
                }
                return message;
            };

            /**
             * Creates a plain object from a Mixing message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.Mixing
             * @static
             * @param {crescendo.v1.Mixing} message Mixing
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Mixing.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.partners = [];
                    object.lambdas = [];
                    object.boxes = [];
                }
                if (options.defaults)
                    object.applied = false;
                if (message.applied != null && $Object.hasOwnProperty.call(message, "applied"))
                    object.applied = message.applied;
                if (message.partners && message.partners.length) {
                    object.partners = $Array(message.partners.length);
                    for (let j = 0; j < message.partners.length; ++j)
                        object.partners[j] = message.partners[j];
                }
                if (message.lambdas && message.lambdas.length) {
                    object.lambdas = $Array(message.lambdas.length);
                    for (let j = 0; j < message.lambdas.length; ++j)
                        object.lambdas[j] = options.json && !$isFinite(message.lambdas[j]) ? $String(message.lambdas[j]) : message.lambdas[j];
                }
                if (message.boxes && message.boxes.length) {
                    object.boxes = $Array(message.boxes.length);
                    for (let j = 0; j < message.boxes.length; ++j)
                        object.boxes[j] = message.boxes[j];
                }
                return object;
            };

            /**
             * Converts this Mixing to JSON.
             * @function toJSON
             * @memberof crescendo.v1.Mixing
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Mixing.prototype.toJSON = function() {
                return Mixing.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Mixing
             * @function getTypeUrl
             * @memberof crescendo.v1.Mixing
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Mixing.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.Mixing";
            };

            return Mixing;
        })();

        v1.BatchHeader = (function() {

            /**
             * Properties of a BatchHeader.
             * @typedef {Object} crescendo.v1.BatchHeader.$Properties
             * @property {number|null} [step] BatchHeader step
             * @property {number|null} [epoch] BatchHeader epoch
             * @property {number|null} [stage] BatchHeader stage
             * @property {number|null} [bandwidth] BatchHeader bandwidth
             * @property {number|null} [magnitude] BatchHeader magnitude
             * @property {Array.<number>|null} [shape] BatchHeader shape
             * @property {crescendo.v1.Dtype|null} [dtype] BatchHeader dtype
             * @property {Array.<number>|null} [labels] BatchHeader labels
             * @property {Array.<string>|null} [keys] BatchHeader keys
             * @property {number|null} [budgetStart] BatchHeader budgetStart
             * @property {number|null} [budgetEnd] BatchHeader budgetEnd
             * @property {number|null} [suggestedAccumulation] BatchHeader suggestedAccumulation
             * @property {string|null} [scheduleToken] BatchHeader scheduleToken
             * @property {number|null} [byteLength] BatchHeader byteLength
             * @property {number|null} [rankOffset] BatchHeader rankOffset
             * @property {number|null} [replaced] BatchHeader replaced
             * @property {crescendo.v1.Mixing.$Properties|null} [mixing] BatchHeader mixing
             * @property {Array.<number>|null} [invalid] BatchHeader invalid
             * @property {crescendo.v1.SharedMemorySlot.$Properties|null} [sharedMemory] BatchHeader sharedMemory
             * @property {Array.<crescendo.v1.Tensor.$Properties>|null} [tensors] BatchHeader tensors
             * @property {Array.<number>|null} [size] BatchHeader size
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BatchHeader.
             * @memberof crescendo.v1
             * @interface IBatchHeader
             * @augments crescendo.v1.BatchHeader.$Properties
             * @deprecated Use crescendo.v1.BatchHeader.$Properties instead.
             */

            /**
             * Shape of a BatchHeader.
             * @typedef {crescendo.v1.BatchHeader.$Properties} crescendo.v1.BatchHeader.$Shape
             */

            /**
             * Constructs a new BatchHeader.
             * @memberof crescendo.v1
             * @classdesc Represents a BatchHeader.
             * @constructor
             * @param {crescendo.v1.BatchHeader.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BatchHeader = function (properties) {
                this.shape = [];
                this.labels = [];
                this.keys = [];
                this.invalid = [];
                this.tensors = [];
                this.size = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BatchHeader step.
             * @member {number} step
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.step = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * BatchHeader epoch.
             * @member {number} epoch
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * BatchHeader stage.
             * @member {number} stage
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.stage = 0;

            /**
             * BatchHeader bandwidth.
             * @member {number} bandwidth
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.bandwidth = 0;

            /**
             * BatchHeader magnitude.
             * @member {number|null|undefined} magnitude
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.magnitude = null;

            /**
             * BatchHeader shape.
             * @member {Array.<number>} shape
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.shape = $util.emptyArray;

            /**
             * BatchHeader dtype.
             * @member {crescendo.v1.Dtype} dtype
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.dtype = 0;

            /**
             * BatchHeader labels.
             * @member {Array.<number>} labels
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.labels = $util.emptyArray;

            /**
             * BatchHeader keys.
             * @member {Array.<string>} keys
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.keys = $util.emptyArray;

            /**
             * BatchHeader budgetStart.
             * @member {number} budgetStart
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.budgetStart = 0;

            /**
             * BatchHeader budgetEnd.
             * @member {number} budgetEnd
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.budgetEnd = 0;

            /**
             * BatchHeader suggestedAccumulation.
             * @member {number} suggestedAccumulation
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.suggestedAccumulation = 0;

            /**
             * BatchHeader scheduleToken.
             * @member {string} scheduleToken
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.scheduleToken = "";

            /**
             * BatchHeader byteLength.
             * @member {number} byteLength
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.byteLength = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * BatchHeader rankOffset.
             * @member {number} rankOffset
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.rankOffset = 0;

            /**
             * BatchHeader replaced.
             * @member {number} replaced
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.replaced = 0;

            /**
             * BatchHeader mixing.
             * @member {crescendo.v1.Mixing.$Properties|null|undefined} mixing
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.mixing = null;

            /**
             * BatchHeader invalid.
             * @member {Array.<number>} invalid
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.invalid = $util.emptyArray;

            /**
             * BatchHeader sharedMemory.
             * @member {crescendo.v1.SharedMemorySlot.$Properties|null|undefined} sharedMemory
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.sharedMemory = null;

            /**
             * BatchHeader tensors.
             * @member {Array.<crescendo.v1.Tensor.$Properties>} tensors
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.tensors = $util.emptyArray;

            /**
             * BatchHeader size.
             * @member {Array.<number>} size
             * @memberof crescendo.v1.BatchHeader
             * @instance
             */
            BatchHeader.prototype.size = $util.emptyArray;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(BatchHeader.prototype, "_magnitude", {
                get: $util.oneOfGetter($oneOfFields = ["magnitude"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new BatchHeader instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.BatchHeader
             * @static
             * @param {crescendo.v1.BatchHeader.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.BatchHeader} BatchHeader instance
             * @type {{
             *   (properties: crescendo.v1.BatchHeader.$Shape): crescendo.v1.BatchHeader & crescendo.v1.BatchHeader.$Shape;
             *   (properties?: crescendo.v1.BatchHeader.$Properties): crescendo.v1.BatchHeader;
             * }}
             */
            BatchHeader.create = function(properties) {
                return new BatchHeader(properties);
            };

            /**
             * Encodes the specified BatchHeader message. Does not implicitly {@link crescendo.v1.BatchHeader.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.BatchHeader
             * @static
             * @param {crescendo.v1.BatchHeader.$Properties} message BatchHeader message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BatchHeader.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.step != null && $Object.hasOwnProperty.call(message, "step") && (typeof message.step === "object" ? message.step.low || message.step.high : message.step !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.step);
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.epoch);
                if (message.stage != null && $Object.hasOwnProperty.call(message, "stage") && message.stage !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.stage);
                if (message.bandwidth != null && $Object.hasOwnProperty.call(message, "bandwidth") && message.bandwidth !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.bandwidth);
                if (message.magnitude != null && $Object.hasOwnProperty.call(message, "magnitude"))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.magnitude);
                if (message.shape != null && message.shape.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).uint32s(message.shape);
                if (message.dtype != null && $Object.hasOwnProperty.call(message, "dtype") && message.dtype !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).int32(message.dtype);
                if (message.labels != null && message.labels.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).uint32s(message.labels);
                if (message.keys != null && message.keys.length)
                    for (let i = 0; i < message.keys.length; ++i)
                        writer.uint32(/* id 9, wireType 2 =*/74).string(message.keys[i]);
                if (message.budgetStart != null && $Object.hasOwnProperty.call(message, "budgetStart") && !$Object.is(message.budgetStart, 0))
                    writer.uint32(/* id 10, wireType 1 =*/81).double(message.budgetStart);
                if (message.budgetEnd != null && $Object.hasOwnProperty.call(message, "budgetEnd") && !$Object.is(message.budgetEnd, 0))
                    writer.uint32(/* id 11, wireType 1 =*/89).double(message.budgetEnd);
                if (message.suggestedAccumulation != null && $Object.hasOwnProperty.call(message, "suggestedAccumulation") && message.suggestedAccumulation !== 0)
                    writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.suggestedAccumulation);
                if (message.scheduleToken != null && $Object.hasOwnProperty.call(message, "scheduleToken") && message.scheduleToken !== "")
                    writer.uint32(/* id 13, wireType 2 =*/106).string(message.scheduleToken);
                if (message.byteLength != null && $Object.hasOwnProperty.call(message, "byteLength") && (typeof message.byteLength === "object" ? message.byteLength.low || message.byteLength.high : message.byteLength !== 0))
                    writer.uint32(/* id 14, wireType 0 =*/112).uint64(message.byteLength);
                if (message.rankOffset != null && $Object.hasOwnProperty.call(message, "rankOffset") && message.rankOffset !== 0)
                    writer.uint32(/* id 15, wireType 0 =*/120).uint32(message.rankOffset);
                if (message.replaced != null && $Object.hasOwnProperty.call(message, "replaced") && message.replaced !== 0)
                    writer.uint32(/* id 16, wireType 0 =*/128).uint32(message.replaced);
                if (message.mixing != null && $Object.hasOwnProperty.call(message, "mixing"))
                    $root.crescendo.v1.Mixing.encode(message.mixing, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.invalid != null && message.invalid.length)
                    writer.uint32(/* id 18, wireType 2 =*/146).uint32s(message.invalid);
                if (message.sharedMemory != null && $Object.hasOwnProperty.call(message, "sharedMemory"))
                    $root.crescendo.v1.SharedMemorySlot.encode(message.sharedMemory, writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
                if (message.tensors != null && message.tensors.length)
                    for (let i = 0; i < message.tensors.length; ++i)
                        $root.crescendo.v1.Tensor.encode(message.tensors[i], writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
                if (message.size != null && message.size.length)
                    writer.uint32(/* id 24, wireType 2 =*/194).uint32s(message.size);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BatchHeader message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.BatchHeader
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.BatchHeader & crescendo.v1.BatchHeader.$Shape} BatchHeader
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BatchHeader.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.BatchHeader();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.step = value;
                            else
                                delete message.step;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.epoch = value;
                            else
                                delete message.epoch;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stage = value;
                            else
                                delete message.stage;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.bandwidth = value;
                            else
                                delete message.bandwidth;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            message.magnitude = reader.double();
                            message._magnitude = "magnitude";
                            continue;
                        }
                    case 6: {
                            if (wireType === 2) {
                                if (!(message.shape && message.shape.length))
                                    message.shape = [];
                                reader.uint32s(message.shape);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.shape && message.shape.length))
                                message.shape = [];
                            message.shape.push(reader.uint32());
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.dtype = value;
                            else
                                delete message.dtype;
                            continue;
                        }
                    case 8: {
                            if (wireType === 2) {
                                if (!(message.labels && message.labels.length))
                                    message.labels = [];
                                reader.uint32s(message.labels);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.labels && message.labels.length))
                                message.labels = [];
                            message.labels.push(reader.uint32());
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if (!(message.keys && message.keys.length))
                                message.keys = [];
                            message.keys.push(reader.stringVerify());
                            continue;
                        }
                    case 10: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.budgetStart = value;
                            else
                                delete message.budgetStart;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.budgetEnd = value;
                            else
                                delete message.budgetEnd;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.suggestedAccumulation = value;
                            else
                                delete message.suggestedAccumulation;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.scheduleToken = value;
                            else
                                delete message.scheduleToken;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.byteLength = value;
                            else
                                delete message.byteLength;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.rankOffset = value;
                            else
                                delete message.rankOffset;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.replaced = value;
                            else
                                delete message.replaced;
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            message.mixing = $root.crescendo.v1.Mixing.decode(reader, reader.size(), $undefined, _depth + 1, message.mixing);
                            continue;
                        }
                    case 18: {
                            if (wireType === 2) {
                                if (!(message.invalid && message.invalid.length))
                                    message.invalid = [];
                                reader.uint32s(message.invalid);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.invalid && message.invalid.length))
                                message.invalid = [];
                            message.invalid.push(reader.uint32());
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            message.sharedMemory = $root.crescendo.v1.SharedMemorySlot.decode(reader, reader.size(), $undefined, _depth + 1, message.sharedMemory);
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            if (!(message.tensors && message.tensors.length))
                                message.tensors = [];
                            message.tensors.push($root.crescendo.v1.Tensor.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 24: {
                            if (wireType === 2) {
                                if (!(message.size && message.size.length))
                                    message.size = [];
                                reader.uint32s(message.size);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.size && message.size.length))
                                message.size = [];
                            message.size.push(reader.uint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a BatchHeader message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.BatchHeader
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.BatchHeader} BatchHeader
             */
            BatchHeader.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.BatchHeader)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.BatchHeader: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.BatchHeader();
                if (object.step != null)
                    if (typeof object.step === "object" ? object.step.low || object.step.high : $Number(object.step) !== 0)
                        if ($util.Long)
                            message.step = $util.Long.fromValue(object.step, true);
                        else if (typeof object.step === "string")
                            message.step = $parseInt(object.step, 10);
                        else if (typeof object.step === "number")
                            message.step = object.step;
                        else if (typeof object.step === "object")
                            message.step = new $util.LongBits(object.step.low >>> 0, object.step.high >>> 0).toNumber(true);
                if (object.epoch != null)
                    if (typeof object.epoch === "object" ? object.epoch.low || object.epoch.high : $Number(object.epoch) !== 0)
                        if ($util.Long)
                            message.epoch = $util.Long.fromValue(object.epoch, true);
                        else if (typeof object.epoch === "string")
                            message.epoch = $parseInt(object.epoch, 10);
                        else if (typeof object.epoch === "number")
                            message.epoch = object.epoch;
                        else if (typeof object.epoch === "object")
                            message.epoch = new $util.LongBits(object.epoch.low >>> 0, object.epoch.high >>> 0).toNumber(true);
                if (object.stage != null)
                    if ($Number(object.stage) !== 0)
                        message.stage = object.stage >>> 0;
                if (object.bandwidth != null)
                    if ($Number(object.bandwidth) !== 0)
                        message.bandwidth = object.bandwidth >>> 0;
                if (object.magnitude != null)
                    message.magnitude = $Number(object.magnitude);
                if (object.shape) {
                    if (!$Array.isArray(object.shape))
                        throw $TypeError(".crescendo.v1.BatchHeader.shape: array expected");
                    message.shape = $Array(object.shape.length);
                    for (let i = 0; i < object.shape.length; ++i)
                        message.shape[i] = object.shape[i] >>> 0;
                }
                if (object.dtype !== 0 && (typeof object.dtype !== "string" || $root.crescendo.v1.Dtype[object.dtype] !== 0))
                    switch (object.dtype) {
                    case "DTYPE_UNSPECIFIED":
                    case 0:
                        message.dtype = 0;
                        break;
                    case "DTYPE_UINT8":
                    case 1:
                        message.dtype = 1;
                        break;
                    case "DTYPE_FLOAT32":
                    case 2:
                        message.dtype = 2;
                        break;
                    default:
                        if (typeof object.dtype === "number" && (object.dtype | 0) === object.dtype)
                            message.dtype = object.dtype;
                    }
                if (object.labels) {
                    if (!$Array.isArray(object.labels))
                        throw $TypeError(".crescendo.v1.BatchHeader.labels: array expected");
                    message.labels = $Array(object.labels.length);
                    for (let i = 0; i < object.labels.length; ++i)
                        message.labels[i] = object.labels[i] >>> 0;
                }
                if (object.keys) {
                    if (!$Array.isArray(object.keys))
                        throw $TypeError(".crescendo.v1.BatchHeader.keys: array expected");
                    message.keys = $Array(object.keys.length);
                    for (let i = 0; i < object.keys.length; ++i)
                        message.keys[i] = $String(object.keys[i]);
                }
                if (object.budgetStart != null)
                    if (!$Object.is($Number(object.budgetStart), 0))
                        message.budgetStart = $Number(object.budgetStart);
                if (object.budgetEnd != null)
                    if (!$Object.is($Number(object.budgetEnd), 0))
                        message.budgetEnd = $Number(object.budgetEnd);
                if (object.suggestedAccumulation != null)
                    if ($Number(object.suggestedAccumulation) !== 0)
                        message.suggestedAccumulation = object.suggestedAccumulation >>> 0;
                if (object.scheduleToken != null)
                    if (typeof object.scheduleToken !== "string" || object.scheduleToken.length)
                        message.scheduleToken = $String(object.scheduleToken);
                if (object.byteLength != null)
                    if (typeof object.byteLength === "object" ? object.byteLength.low || object.byteLength.high : $Number(object.byteLength) !== 0)
                        if ($util.Long)
                            message.byteLength = $util.Long.fromValue(object.byteLength, true);
                        else if (typeof object.byteLength === "string")
                            message.byteLength = $parseInt(object.byteLength, 10);
                        else if (typeof object.byteLength === "number")
                            message.byteLength = object.byteLength;
                        else if (typeof object.byteLength === "object")
                            message.byteLength = new $util.LongBits(object.byteLength.low >>> 0, object.byteLength.high >>> 0).toNumber(true);
                if (object.rankOffset != null)
                    if ($Number(object.rankOffset) !== 0)
                        message.rankOffset = object.rankOffset >>> 0;
                if (object.replaced != null)
                    if ($Number(object.replaced) !== 0)
                        message.replaced = object.replaced >>> 0;
                if (object.mixing != null) {
                    if (!$util.isObject(object.mixing))
                        throw $TypeError(".crescendo.v1.BatchHeader.mixing: object expected");
                    message.mixing = $root.crescendo.v1.Mixing.fromObject(object.mixing, _depth + 1);
                }
                if (object.invalid) {
                    if (!$Array.isArray(object.invalid))
                        throw $TypeError(".crescendo.v1.BatchHeader.invalid: array expected");
                    message.invalid = $Array(object.invalid.length);
                    for (let i = 0; i < object.invalid.length; ++i)
                        message.invalid[i] = object.invalid[i] >>> 0;
                }
                if (object.sharedMemory != null) {
                    if (!$util.isObject(object.sharedMemory))
                        throw $TypeError(".crescendo.v1.BatchHeader.sharedMemory: object expected");
                    message.sharedMemory = $root.crescendo.v1.SharedMemorySlot.fromObject(object.sharedMemory, _depth + 1);
                }
                if (object.tensors) {
                    if (!$Array.isArray(object.tensors))
                        throw $TypeError(".crescendo.v1.BatchHeader.tensors: array expected");
                    message.tensors = $Array(object.tensors.length);
                    for (let i = 0; i < object.tensors.length; ++i) {
                        if (!$util.isObject(object.tensors[i]))
                            throw $TypeError(".crescendo.v1.BatchHeader.tensors: object expected");
                        message.tensors[i] = $root.crescendo.v1.Tensor.fromObject(object.tensors[i], _depth + 1);
                    }
                }
                if (object.size) {
                    if (!$Array.isArray(object.size))
                        throw $TypeError(".crescendo.v1.BatchHeader.size: array expected");
                    message.size = $Array(object.size.length);
                    for (let i = 0; i < object.size.length; ++i)
                        message.size[i] = object.size[i] >>> 0;
                }
                return message;
            };

            /**
             * Creates a plain object from a BatchHeader message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.BatchHeader
             * @static
             * @param {crescendo.v1.BatchHeader} message BatchHeader
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            BatchHeader.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.shape = [];
                    object.labels = [];
                    object.keys = [];
                    object.invalid = [];
                    object.tensors = [];
                    object.size = [];
                }
                if (options.defaults) {
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.step = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.step = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.epoch = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.epoch = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.stage = 0;
                    object.bandwidth = 0;
                    object.dtype = options.enums === $String ? "DTYPE_UNSPECIFIED" : 0;
                    object.budgetStart = 0;
                    object.budgetEnd = 0;
                    object.suggestedAccumulation = 0;
                    object.scheduleToken = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.byteLength = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.byteLength = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.rankOffset = 0;
                    object.replaced = 0;
                    object.mixing = null;
                    object.sharedMemory = null;
                }
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.step = typeof message.step === "number" ? $BigInt(message.step) : $util.Long.fromBits(message.step.low >>> 0, message.step.high >>> 0, true).toBigInt();
                    else if (typeof message.step === "number")
                        object.step = options.longs === $String ? $String(message.step) : message.step;
                    else
                        object.step = options.longs === $String ? $util.Long.prototype.toString.call(message.step) : options.longs === $Number ? new $util.LongBits(message.step.low >>> 0, message.step.high >>> 0).toNumber(true) : message.step;
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.epoch = typeof message.epoch === "number" ? $BigInt(message.epoch) : $util.Long.fromBits(message.epoch.low >>> 0, message.epoch.high >>> 0, true).toBigInt();
                    else if (typeof message.epoch === "number")
                        object.epoch = options.longs === $String ? $String(message.epoch) : message.epoch;
                    else
                        object.epoch = options.longs === $String ? $util.Long.prototype.toString.call(message.epoch) : options.longs === $Number ? new $util.LongBits(message.epoch.low >>> 0, message.epoch.high >>> 0).toNumber(true) : message.epoch;
                if (message.stage != null && $Object.hasOwnProperty.call(message, "stage"))
                    object.stage = message.stage;
                if (message.bandwidth != null && $Object.hasOwnProperty.call(message, "bandwidth"))
                    object.bandwidth = message.bandwidth;
                if (message.magnitude != null && $Object.hasOwnProperty.call(message, "magnitude"))
                    object.magnitude = options.json && !$isFinite(message.magnitude) ? $String(message.magnitude) : message.magnitude;
                if (message.shape && message.shape.length) {
                    object.shape = $Array(message.shape.length);
                    for (let j = 0; j < message.shape.length; ++j)
                        object.shape[j] = message.shape[j];
                }
                if (message.dtype != null && $Object.hasOwnProperty.call(message, "dtype"))
                    object.dtype = options.enums === $String ? $root.crescendo.v1.Dtype[message.dtype] === $undefined ? message.dtype : $root.crescendo.v1.Dtype[message.dtype] : message.dtype;
                if (message.labels && message.labels.length) {
                    object.labels = $Array(message.labels.length);
                    for (let j = 0; j < message.labels.length; ++j)
                        object.labels[j] = message.labels[j];
                }
                if (message.keys && message.keys.length) {
                    object.keys = $Array(message.keys.length);
                    for (let j = 0; j < message.keys.length; ++j)
                        object.keys[j] = message.keys[j];
                }
                if (message.budgetStart != null && $Object.hasOwnProperty.call(message, "budgetStart"))
                    object.budgetStart = options.json && !$isFinite(message.budgetStart) ? $String(message.budgetStart) : message.budgetStart;
                if (message.budgetEnd != null && $Object.hasOwnProperty.call(message, "budgetEnd"))
                    object.budgetEnd = options.json && !$isFinite(message.budgetEnd) ? $String(message.budgetEnd) : message.budgetEnd;
                if (message.suggestedAccumulation != null && $Object.hasOwnProperty.call(message, "suggestedAccumulation"))
                    object.suggestedAccumulation = message.suggestedAccumulation;
                if (message.scheduleToken != null && $Object.hasOwnProperty.call(message, "scheduleToken"))
                    object.scheduleToken = message.scheduleToken;
                if (message.byteLength != null && $Object.hasOwnProperty.call(message, "byteLength"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.byteLength = typeof message.byteLength === "number" ? $BigInt(message.byteLength) : $util.Long.fromBits(message.byteLength.low >>> 0, message.byteLength.high >>> 0, true).toBigInt();
                    else if (typeof message.byteLength === "number")
                        object.byteLength = options.longs === $String ? $String(message.byteLength) : message.byteLength;
                    else
                        object.byteLength = options.longs === $String ? $util.Long.prototype.toString.call(message.byteLength) : options.longs === $Number ? new $util.LongBits(message.byteLength.low >>> 0, message.byteLength.high >>> 0).toNumber(true) : message.byteLength;
                if (message.rankOffset != null && $Object.hasOwnProperty.call(message, "rankOffset"))
                    object.rankOffset = message.rankOffset;
                if (message.replaced != null && $Object.hasOwnProperty.call(message, "replaced"))
                    object.replaced = message.replaced;
                if (message.mixing != null && $Object.hasOwnProperty.call(message, "mixing"))
                    object.mixing = $root.crescendo.v1.Mixing.toObject(message.mixing, options, _depth + 1);
                if (message.invalid && message.invalid.length) {
                    object.invalid = $Array(message.invalid.length);
                    for (let j = 0; j < message.invalid.length; ++j)
                        object.invalid[j] = message.invalid[j];
                }
                if (message.sharedMemory != null && $Object.hasOwnProperty.call(message, "sharedMemory"))
                    object.sharedMemory = $root.crescendo.v1.SharedMemorySlot.toObject(message.sharedMemory, options, _depth + 1);
                if (message.tensors && message.tensors.length) {
                    object.tensors = $Array(message.tensors.length);
                    for (let j = 0; j < message.tensors.length; ++j)
                        object.tensors[j] = $root.crescendo.v1.Tensor.toObject(message.tensors[j], options, _depth + 1);
                }
                if (message.size && message.size.length) {
                    object.size = $Array(message.size.length);
                    for (let j = 0; j < message.size.length; ++j)
                        object.size[j] = message.size[j];
                }
                return object;
            };

            /**
             * Converts this BatchHeader to JSON.
             * @function toJSON
             * @memberof crescendo.v1.BatchHeader
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            BatchHeader.prototype.toJSON = function() {
                return BatchHeader.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for BatchHeader
             * @function getTypeUrl
             * @memberof crescendo.v1.BatchHeader
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            BatchHeader.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.BatchHeader";
            };

            return BatchHeader;
        })();

        v1.Tensor = (function() {

            /**
             * Properties of a Tensor.
             * @typedef {Object} crescendo.v1.Tensor.$Properties
             * @property {string|null} [name] Tensor name
             * @property {crescendo.v1.Dtype|null} [dtype] Tensor dtype
             * @property {Array.<number>|null} [shape] Tensor shape
             * @property {number|null} [sampleBytes] Tensor sampleBytes
             * @property {number|null} [offset] Tensor offset
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Tensor.
             * @memberof crescendo.v1
             * @interface ITensor
             * @augments crescendo.v1.Tensor.$Properties
             * @deprecated Use crescendo.v1.Tensor.$Properties instead.
             */

            /**
             * Shape of a Tensor.
             * @typedef {crescendo.v1.Tensor.$Properties} crescendo.v1.Tensor.$Shape
             */

            /**
             * Constructs a new Tensor.
             * @memberof crescendo.v1
             * @classdesc Represents a Tensor.
             * @constructor
             * @param {crescendo.v1.Tensor.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Tensor = function (properties) {
                this.shape = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Tensor name.
             * @member {string} name
             * @memberof crescendo.v1.Tensor
             * @instance
             */
            Tensor.prototype.name = "";

            /**
             * Tensor dtype.
             * @member {crescendo.v1.Dtype} dtype
             * @memberof crescendo.v1.Tensor
             * @instance
             */
            Tensor.prototype.dtype = 0;

            /**
             * Tensor shape.
             * @member {Array.<number>} shape
             * @memberof crescendo.v1.Tensor
             * @instance
             */
            Tensor.prototype.shape = $util.emptyArray;

            /**
             * Tensor sampleBytes.
             * @member {number} sampleBytes
             * @memberof crescendo.v1.Tensor
             * @instance
             */
            Tensor.prototype.sampleBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Tensor offset.
             * @member {number} offset
             * @memberof crescendo.v1.Tensor
             * @instance
             */
            Tensor.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Tensor instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.Tensor
             * @static
             * @param {crescendo.v1.Tensor.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.Tensor} Tensor instance
             * @type {{
             *   (properties: crescendo.v1.Tensor.$Shape): crescendo.v1.Tensor & crescendo.v1.Tensor.$Shape;
             *   (properties?: crescendo.v1.Tensor.$Properties): crescendo.v1.Tensor;
             * }}
             */
            Tensor.create = function(properties) {
                return new Tensor(properties);
            };

            /**
             * Encodes the specified Tensor message. Does not implicitly {@link crescendo.v1.Tensor.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.Tensor
             * @static
             * @param {crescendo.v1.Tensor.$Properties} message Tensor message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Tensor.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.dtype != null && $Object.hasOwnProperty.call(message, "dtype") && message.dtype !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.dtype);
                if (message.shape != null && message.shape.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.shape);
                if (message.sampleBytes != null && $Object.hasOwnProperty.call(message, "sampleBytes") && (typeof message.sampleBytes === "object" ? message.sampleBytes.low || message.sampleBytes.high : message.sampleBytes !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.sampleBytes);
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.offset);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Tensor message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.Tensor
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.Tensor & crescendo.v1.Tensor.$Shape} Tensor
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Tensor.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.Tensor();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.dtype = value;
                            else
                                delete message.dtype;
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.shape && message.shape.length))
                                    message.shape = [];
                                reader.uint32s(message.shape);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.shape && message.shape.length))
                                message.shape = [];
                            message.shape.push(reader.uint32());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.sampleBytes = value;
                            else
                                delete message.sampleBytes;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.offset = value;
                            else
                                delete message.offset;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Tensor message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.Tensor
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.Tensor} Tensor
             */
            Tensor.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.Tensor)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.Tensor: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.Tensor();
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                if (object.dtype !== 0 && (typeof object.dtype !== "string" || $root.crescendo.v1.Dtype[object.dtype] !== 0))
                    switch (object.dtype) {
                    case "DTYPE_UNSPECIFIED":
                    case 0:
                        message.dtype = 0;
                        break;
                    case "DTYPE_UINT8":
                    case 1:
                        message.dtype = 1;
                        break;
                    case "DTYPE_FLOAT32":
                    case 2:
                        message.dtype = 2;
                        break;
                    default:
                        if (typeof object.dtype === "number" && (object.dtype | 0) === object.dtype)
                            message.dtype = object.dtype;
                    }
                if (object.shape) {
                    if (!$Array.isArray(object.shape))
                        throw $TypeError(".crescendo.v1.Tensor.shape: array expected");
                    message.shape = $Array(object.shape.length);
                    for (let i = 0; i < object.shape.length; ++i)
                        message.shape[i] = object.shape[i] >>> 0;
                }
                if (object.sampleBytes != null)
                    if (typeof object.sampleBytes === "object" ? object.sampleBytes.low || object.sampleBytes.high : $Number(object.sampleBytes) !== 0)
                        if ($util.Long)
                            message.sampleBytes = $util.Long.fromValue(object.sampleBytes, true);
                        else if (typeof object.sampleBytes === "string")
                            message.sampleBytes = $parseInt(object.sampleBytes, 10);
                        else if (typeof object.sampleBytes === "number")
                            message.sampleBytes = object.sampleBytes;
                        else if (typeof object.sampleBytes === "object")
                            message.sampleBytes = new $util.LongBits(object.sampleBytes.low >>> 0, object.sampleBytes.high >>> 0).toNumber(true);
                if (object.offset != null)
                    if (typeof object.offset === "object" ? object.offset.low || object.offset.high : $Number(object.offset) !== 0)
                        if ($util.Long)
                            message.offset = $util.Long.fromValue(object.offset, true);
                        else if (typeof object.offset === "string")
                            message.offset = $parseInt(object.offset, 10);
                        else if (typeof object.offset === "number")
                            message.offset = object.offset;
                        else if (typeof object.offset === "object")
                            message.offset = new $util.LongBits(object.offset.low >>> 0, object.offset.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from a Tensor message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.Tensor
             * @static
             * @param {crescendo.v1.Tensor} message Tensor
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Tensor.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.shape = [];
                if (options.defaults) {
                    object.name = "";
                    object.dtype = options.enums === $String ? "DTYPE_UNSPECIFIED" : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.sampleBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.sampleBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.offset = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.offset = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                if (message.dtype != null && $Object.hasOwnProperty.call(message, "dtype"))
                    object.dtype = options.enums === $String ? $root.crescendo.v1.Dtype[message.dtype] === $undefined ? message.dtype : $root.crescendo.v1.Dtype[message.dtype] : message.dtype;
                if (message.shape && message.shape.length) {
                    object.shape = $Array(message.shape.length);
                    for (let j = 0; j < message.shape.length; ++j)
                        object.shape[j] = message.shape[j];
                }
                if (message.sampleBytes != null && $Object.hasOwnProperty.call(message, "sampleBytes"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.sampleBytes = typeof message.sampleBytes === "number" ? $BigInt(message.sampleBytes) : $util.Long.fromBits(message.sampleBytes.low >>> 0, message.sampleBytes.high >>> 0, true).toBigInt();
                    else if (typeof message.sampleBytes === "number")
                        object.sampleBytes = options.longs === $String ? $String(message.sampleBytes) : message.sampleBytes;
                    else
                        object.sampleBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.sampleBytes) : options.longs === $Number ? new $util.LongBits(message.sampleBytes.low >>> 0, message.sampleBytes.high >>> 0).toNumber(true) : message.sampleBytes;
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.offset = typeof message.offset === "number" ? $BigInt(message.offset) : $util.Long.fromBits(message.offset.low >>> 0, message.offset.high >>> 0, true).toBigInt();
                    else if (typeof message.offset === "number")
                        object.offset = options.longs === $String ? $String(message.offset) : message.offset;
                    else
                        object.offset = options.longs === $String ? $util.Long.prototype.toString.call(message.offset) : options.longs === $Number ? new $util.LongBits(message.offset.low >>> 0, message.offset.high >>> 0).toNumber(true) : message.offset;
                return object;
            };

            /**
             * Converts this Tensor to JSON.
             * @function toJSON
             * @memberof crescendo.v1.Tensor
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Tensor.prototype.toJSON = function() {
                return Tensor.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Tensor
             * @function getTypeUrl
             * @memberof crescendo.v1.Tensor
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Tensor.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.Tensor";
            };

            return Tensor;
        })();

        v1.DataChunk = (function() {

            /**
             * Properties of a DataChunk.
             * @typedef {Object} crescendo.v1.DataChunk.$Properties
             * @property {Uint8Array|null} [data] DataChunk data
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DataChunk.
             * @memberof crescendo.v1
             * @interface IDataChunk
             * @augments crescendo.v1.DataChunk.$Properties
             * @deprecated Use crescendo.v1.DataChunk.$Properties instead.
             */

            /**
             * Shape of a DataChunk.
             * @typedef {crescendo.v1.DataChunk.$Properties} crescendo.v1.DataChunk.$Shape
             */

            /**
             * Constructs a new DataChunk.
             * @memberof crescendo.v1
             * @classdesc Represents a DataChunk.
             * @constructor
             * @param {crescendo.v1.DataChunk.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DataChunk = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DataChunk data.
             * @member {Uint8Array} data
             * @memberof crescendo.v1.DataChunk
             * @instance
             */
            DataChunk.prototype.data = $util.newBuffer([]);

            /**
             * Creates a new DataChunk instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.DataChunk
             * @static
             * @param {crescendo.v1.DataChunk.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.DataChunk} DataChunk instance
             * @type {{
             *   (properties: crescendo.v1.DataChunk.$Shape): crescendo.v1.DataChunk & crescendo.v1.DataChunk.$Shape;
             *   (properties?: crescendo.v1.DataChunk.$Properties): crescendo.v1.DataChunk;
             * }}
             */
            DataChunk.create = function(properties) {
                return new DataChunk(properties);
            };

            /**
             * Encodes the specified DataChunk message. Does not implicitly {@link crescendo.v1.DataChunk.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.DataChunk
             * @static
             * @param {crescendo.v1.DataChunk.$Properties} message DataChunk message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DataChunk.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.data);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DataChunk message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.DataChunk
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.DataChunk & crescendo.v1.DataChunk.$Shape} DataChunk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DataChunk.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.DataChunk();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.data = value;
                            else
                                delete message.data;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a DataChunk message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.DataChunk
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.DataChunk} DataChunk
             */
            DataChunk.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.DataChunk)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.DataChunk: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.DataChunk();
                if (object.data != null)
                    if (object.data.length)
                        if (typeof object.data === "string")
                            $util.base64.decode(object.data, message.data = $util.newBuffer($util.base64.length(object.data)), 0);
                        else if (object.data.length >= 0)
                            message.data = object.data;
                return message;
            };

            /**
             * Creates a plain object from a DataChunk message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.DataChunk
             * @static
             * @param {crescendo.v1.DataChunk} message DataChunk
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            DataChunk.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    if (options.bytes === $String)
                        object.data = "";
                    else {
                        object.data = [];
                        if (options.bytes !== $Array)
                            object.data = $util.newBuffer(object.data);
                    }
                if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                    object.data = options.bytes === $String ? $util.base64.encode(message.data, 0, message.data.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.data) : message.data;
                return object;
            };

            /**
             * Converts this DataChunk to JSON.
             * @function toJSON
             * @memberof crescendo.v1.DataChunk
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            DataChunk.prototype.toJSON = function() {
                return DataChunk.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for DataChunk
             * @function getTypeUrl
             * @memberof crescendo.v1.DataChunk
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            DataChunk.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.DataChunk";
            };

            return DataChunk;
        })();

        v1.StageChange = (function() {

            /**
             * Properties of a StageChange.
             * @typedef {Object} crescendo.v1.StageChange.$Properties
             * @property {crescendo.v1.Stage.$Properties|null} [stage] StageChange stage
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StageChange.
             * @memberof crescendo.v1
             * @interface IStageChange
             * @augments crescendo.v1.StageChange.$Properties
             * @deprecated Use crescendo.v1.StageChange.$Properties instead.
             */

            /**
             * Shape of a StageChange.
             * @typedef {crescendo.v1.StageChange.$Properties} crescendo.v1.StageChange.$Shape
             */

            /**
             * Constructs a new StageChange.
             * @memberof crescendo.v1
             * @classdesc Represents a StageChange.
             * @constructor
             * @param {crescendo.v1.StageChange.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StageChange = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StageChange stage.
             * @member {crescendo.v1.Stage.$Properties|null|undefined} stage
             * @memberof crescendo.v1.StageChange
             * @instance
             */
            StageChange.prototype.stage = null;

            /**
             * Creates a new StageChange instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.StageChange
             * @static
             * @param {crescendo.v1.StageChange.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.StageChange} StageChange instance
             * @type {{
             *   (properties: crescendo.v1.StageChange.$Shape): crescendo.v1.StageChange & crescendo.v1.StageChange.$Shape;
             *   (properties?: crescendo.v1.StageChange.$Properties): crescendo.v1.StageChange;
             * }}
             */
            StageChange.create = function(properties) {
                return new StageChange(properties);
            };

            /**
             * Encodes the specified StageChange message. Does not implicitly {@link crescendo.v1.StageChange.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.StageChange
             * @static
             * @param {crescendo.v1.StageChange.$Properties} message StageChange message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StageChange.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stage != null && $Object.hasOwnProperty.call(message, "stage"))
                    $root.crescendo.v1.Stage.encode(message.stage, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StageChange message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.StageChange
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.StageChange & crescendo.v1.StageChange.$Shape} StageChange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StageChange.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.StageChange();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.stage = $root.crescendo.v1.Stage.decode(reader, reader.size(), $undefined, _depth + 1, message.stage);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a StageChange message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.StageChange
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.StageChange} StageChange
             */
            StageChange.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.StageChange)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.StageChange: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.StageChange();
                if (object.stage != null) {
                    if (!$util.isObject(object.stage))
                        throw $TypeError(".crescendo.v1.StageChange.stage: object expected");
                    message.stage = $root.crescendo.v1.Stage.fromObject(object.stage, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a StageChange message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.StageChange
             * @static
             * @param {crescendo.v1.StageChange} message StageChange
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            StageChange.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.stage = null;
                if (message.stage != null && $Object.hasOwnProperty.call(message, "stage"))
                    object.stage = $root.crescendo.v1.Stage.toObject(message.stage, options, _depth + 1);
                return object;
            };

            /**
             * Converts this StageChange to JSON.
             * @function toJSON
             * @memberof crescendo.v1.StageChange
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            StageChange.prototype.toJSON = function() {
                return StageChange.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for StageChange
             * @function getTypeUrl
             * @memberof crescendo.v1.StageChange
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            StageChange.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.StageChange";
            };

            return StageChange;
        })();

        v1.Notice = (function() {

            /**
             * Properties of a Notice.
             * @typedef {Object} crescendo.v1.Notice.$Properties
             * @property {string|null} [reason] Notice reason
             * @property {string|null} [message] Notice message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Notice.
             * @memberof crescendo.v1
             * @interface INotice
             * @augments crescendo.v1.Notice.$Properties
             * @deprecated Use crescendo.v1.Notice.$Properties instead.
             */

            /**
             * Shape of a Notice.
             * @typedef {crescendo.v1.Notice.$Properties} crescendo.v1.Notice.$Shape
             */

            /**
             * Constructs a new Notice.
             * @memberof crescendo.v1
             * @classdesc Represents a Notice.
             * @constructor
             * @param {crescendo.v1.Notice.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Notice = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Notice reason.
             * @member {string} reason
             * @memberof crescendo.v1.Notice
             * @instance
             */
            Notice.prototype.reason = "";

            /**
             * Notice message.
             * @member {string} message
             * @memberof crescendo.v1.Notice
             * @instance
             */
            Notice.prototype.message = "";

            /**
             * Creates a new Notice instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.Notice
             * @static
             * @param {crescendo.v1.Notice.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.Notice} Notice instance
             * @type {{
             *   (properties: crescendo.v1.Notice.$Shape): crescendo.v1.Notice & crescendo.v1.Notice.$Shape;
             *   (properties?: crescendo.v1.Notice.$Properties): crescendo.v1.Notice;
             * }}
             */
            Notice.create = function(properties) {
                return new Notice(properties);
            };

            /**
             * Encodes the specified Notice message. Does not implicitly {@link crescendo.v1.Notice.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.Notice
             * @static
             * @param {crescendo.v1.Notice.$Properties} message Notice message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Notice.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.reason);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Notice message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.Notice
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.Notice & crescendo.v1.Notice.$Shape} Notice
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Notice.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.Notice();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a Notice message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.Notice
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.Notice} Notice
             */
            Notice.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.Notice)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.Notice: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.Notice();
                if (object.reason != null)
                    if (typeof object.reason !== "string" || object.reason.length)
                        message.reason = $String(object.reason);
                if (object.message != null)
                    if (typeof object.message !== "string" || object.message.length)
                        message.message = $String(object.message);
                return message;
            };

            /**
             * Creates a plain object from a Notice message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.Notice
             * @static
             * @param {crescendo.v1.Notice} message Notice
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Notice.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.reason = "";
                    object.message = "";
                }
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                    object.reason = message.reason;
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    object.message = message.message;
                return object;
            };

            /**
             * Converts this Notice to JSON.
             * @function toJSON
             * @memberof crescendo.v1.Notice
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Notice.prototype.toJSON = function() {
                return Notice.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Notice
             * @function getTypeUrl
             * @memberof crescendo.v1.Notice
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Notice.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.Notice";
            };

            return Notice;
        })();

        v1.StreamBatchesResponse = (function() {

            /**
             * Properties of a StreamBatchesResponse.
             * @typedef {Object} crescendo.v1.StreamBatchesResponse.$Properties
             * @property {crescendo.v1.BatchHeader.$Properties|null} [header] StreamBatchesResponse header
             * @property {crescendo.v1.DataChunk.$Properties|null} [chunk] StreamBatchesResponse chunk
             * @property {crescendo.v1.StageChange.$Properties|null} [stageChange] StreamBatchesResponse stageChange
             * @property {crescendo.v1.Notice.$Properties|null} [notice] StreamBatchesResponse notice
             * @property {crescendo.v1.SharedMemoryOffer.$Properties|null} [sharedMemoryOffer] StreamBatchesResponse sharedMemoryOffer
             * @property {crescendo.v1.DataChunk.$Properties|null} [tensorChunk] StreamBatchesResponse tensorChunk
             * @property {"header"|"chunk"|"stageChange"|"notice"|"sharedMemoryOffer"|"tensorChunk"} [message] StreamBatchesResponse message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StreamBatchesResponse.
             * @memberof crescendo.v1
             * @interface IStreamBatchesResponse
             * @augments crescendo.v1.StreamBatchesResponse.$Properties
             * @deprecated Use crescendo.v1.StreamBatchesResponse.$Properties instead.
             */

            /**
             * Narrowed shape of a StreamBatchesResponse.
             * @typedef {{
             *   header?: crescendo.v1.BatchHeader.$Shape|null;
             *   chunk?: crescendo.v1.DataChunk.$Shape|null;
             *   stageChange?: crescendo.v1.StageChange.$Shape|null;
             *   notice?: crescendo.v1.Notice.$Shape|null;
             *   sharedMemoryOffer?: crescendo.v1.SharedMemoryOffer.$Shape|null;
             *   tensorChunk?: crescendo.v1.DataChunk.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ message?: undefined; header?: null; chunk?: null; stageChange?: null; notice?: null; sharedMemoryOffer?: null; tensorChunk?: null }|{ message?: "header"; header: crescendo.v1.BatchHeader.$Shape; chunk?: null; stageChange?: null; notice?: null; sharedMemoryOffer?: null; tensorChunk?: null }|{ message?: "chunk"; header?: null; chunk: crescendo.v1.DataChunk.$Shape; stageChange?: null; notice?: null; sharedMemoryOffer?: null; tensorChunk?: null }|{ message?: "stageChange"; header?: null; chunk?: null; stageChange: crescendo.v1.StageChange.$Shape; notice?: null; sharedMemoryOffer?: null; tensorChunk?: null }|{ message?: "notice"; header?: null; chunk?: null; stageChange?: null; notice: crescendo.v1.Notice.$Shape; sharedMemoryOffer?: null; tensorChunk?: null }|{ message?: "sharedMemoryOffer"; header?: null; chunk?: null; stageChange?: null; notice?: null; sharedMemoryOffer: crescendo.v1.SharedMemoryOffer.$Shape; tensorChunk?: null }|{ message?: "tensorChunk"; header?: null; chunk?: null; stageChange?: null; notice?: null; sharedMemoryOffer?: null; tensorChunk: crescendo.v1.DataChunk.$Shape })
             * )} crescendo.v1.StreamBatchesResponse.$Shape
             */

            /**
             * Constructs a new StreamBatchesResponse.
             * @memberof crescendo.v1
             * @classdesc Represents a StreamBatchesResponse.
             * @constructor
             * @param {crescendo.v1.StreamBatchesResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StreamBatchesResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StreamBatchesResponse header.
             * @member {crescendo.v1.BatchHeader.$Properties|null|undefined} header
             * @memberof crescendo.v1.StreamBatchesResponse
             * @instance
             */
            StreamBatchesResponse.prototype.header = null;

            /**
             * StreamBatchesResponse chunk.
             * @member {crescendo.v1.DataChunk.$Properties|null|undefined} chunk
             * @memberof crescendo.v1.StreamBatchesResponse
             * @instance
             */
            StreamBatchesResponse.prototype.chunk = null;

            /**
             * StreamBatchesResponse stageChange.
             * @member {crescendo.v1.StageChange.$Properties|null|undefined} stageChange
             * @memberof crescendo.v1.StreamBatchesResponse
             * @instance
             */
            StreamBatchesResponse.prototype.stageChange = null;

            /**
             * StreamBatchesResponse notice.
             * @member {crescendo.v1.Notice.$Properties|null|undefined} notice
             * @memberof crescendo.v1.StreamBatchesResponse
             * @instance
             */
            StreamBatchesResponse.prototype.notice = null;

            /**
             * StreamBatchesResponse sharedMemoryOffer.
             * @member {crescendo.v1.SharedMemoryOffer.$Properties|null|undefined} sharedMemoryOffer
             * @memberof crescendo.v1.StreamBatchesResponse
             * @instance
             */
            StreamBatchesResponse.prototype.sharedMemoryOffer = null;

            /**
             * StreamBatchesResponse tensorChunk.
             * @member {crescendo.v1.DataChunk.$Properties|null|undefined} tensorChunk
             * @memberof crescendo.v1.StreamBatchesResponse
             * @instance
             */
            StreamBatchesResponse.prototype.tensorChunk = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * StreamBatchesResponse message.
             * @member {"header"|"chunk"|"stageChange"|"notice"|"sharedMemoryOffer"|"tensorChunk"|undefined} message
             * @memberof crescendo.v1.StreamBatchesResponse
             * @instance
             */
            $Object.defineProperty(StreamBatchesResponse.prototype, "message", {
                get: $util.oneOfGetter($oneOfFields = ["header", "chunk", "stageChange", "notice", "sharedMemoryOffer", "tensorChunk"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new StreamBatchesResponse instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.StreamBatchesResponse
             * @static
             * @param {crescendo.v1.StreamBatchesResponse.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.StreamBatchesResponse} StreamBatchesResponse instance
             * @type {{
             *   (properties: crescendo.v1.StreamBatchesResponse.$Shape): crescendo.v1.StreamBatchesResponse & crescendo.v1.StreamBatchesResponse.$Shape;
             *   (properties?: crescendo.v1.StreamBatchesResponse.$Properties): crescendo.v1.StreamBatchesResponse;
             * }}
             */
            StreamBatchesResponse.create = function(properties) {
                return new StreamBatchesResponse(properties);
            };

            /**
             * Encodes the specified StreamBatchesResponse message. Does not implicitly {@link crescendo.v1.StreamBatchesResponse.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.StreamBatchesResponse
             * @static
             * @param {crescendo.v1.StreamBatchesResponse.$Properties} message StreamBatchesResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StreamBatchesResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                    $root.crescendo.v1.BatchHeader.encode(message.header, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.chunk != null && $Object.hasOwnProperty.call(message, "chunk"))
                    $root.crescendo.v1.DataChunk.encode(message.chunk, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.stageChange != null && $Object.hasOwnProperty.call(message, "stageChange"))
                    $root.crescendo.v1.StageChange.encode(message.stageChange, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.notice != null && $Object.hasOwnProperty.call(message, "notice"))
                    $root.crescendo.v1.Notice.encode(message.notice, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.sharedMemoryOffer != null && $Object.hasOwnProperty.call(message, "sharedMemoryOffer"))
                    $root.crescendo.v1.SharedMemoryOffer.encode(message.sharedMemoryOffer, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.tensorChunk != null && $Object.hasOwnProperty.call(message, "tensorChunk"))
                    $root.crescendo.v1.DataChunk.encode(message.tensorChunk, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StreamBatchesResponse message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.StreamBatchesResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.StreamBatchesResponse & crescendo.v1.StreamBatchesResponse.$Shape} StreamBatchesResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StreamBatchesResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.StreamBatchesResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.header = $root.crescendo.v1.BatchHeader.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                            message.message = "header";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.chunk = $root.crescendo.v1.DataChunk.decode(reader, reader.size(), $undefined, _depth + 1, message.chunk);
                            message.message = "chunk";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.stageChange = $root.crescendo.v1.StageChange.decode(reader, reader.size(), $undefined, _depth + 1, message.stageChange);
                            message.message = "stageChange";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.notice = $root.crescendo.v1.Notice.decode(reader, reader.size(), $undefined, _depth + 1, message.notice);
                            message.message = "notice";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.sharedMemoryOffer = $root.crescendo.v1.SharedMemoryOffer.decode(reader, reader.size(), $undefined, _depth + 1, message.sharedMemoryOffer);
                            message.message = "sharedMemoryOffer";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.tensorChunk = $root.crescendo.v1.DataChunk.decode(reader, reader.size(), $undefined, _depth + 1, message.tensorChunk);
                            message.message = "tensorChunk";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a StreamBatchesResponse message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.StreamBatchesResponse
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.StreamBatchesResponse} StreamBatchesResponse
             */
            StreamBatchesResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.StreamBatchesResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.StreamBatchesResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.StreamBatchesResponse();
                if (object.header != null) {
                    if (!$util.isObject(object.header))
                        throw $TypeError(".crescendo.v1.StreamBatchesResponse.header: object expected");
                    message.header = $root.crescendo.v1.BatchHeader.fromObject(object.header, _depth + 1);
                }
                if (object.chunk != null) {
                    if (!$util.isObject(object.chunk))
                        throw $TypeError(".crescendo.v1.StreamBatchesResponse.chunk: object expected");
                    message.chunk = $root.crescendo.v1.DataChunk.fromObject(object.chunk, _depth + 1);
                }
                if (object.stageChange != null) {
                    if (!$util.isObject(object.stageChange))
                        throw $TypeError(".crescendo.v1.StreamBatchesResponse.stageChange: object expected");
                    message.stageChange = $root.crescendo.v1.StageChange.fromObject(object.stageChange, _depth + 1);
                }
                if (object.notice != null) {
                    if (!$util.isObject(object.notice))
                        throw $TypeError(".crescendo.v1.StreamBatchesResponse.notice: object expected");
                    message.notice = $root.crescendo.v1.Notice.fromObject(object.notice, _depth + 1);
                }
                if (object.sharedMemoryOffer != null) {
                    if (!$util.isObject(object.sharedMemoryOffer))
                        throw $TypeError(".crescendo.v1.StreamBatchesResponse.sharedMemoryOffer: object expected");
                    message.sharedMemoryOffer = $root.crescendo.v1.SharedMemoryOffer.fromObject(object.sharedMemoryOffer, _depth + 1);
                }
                if (object.tensorChunk != null) {
                    if (!$util.isObject(object.tensorChunk))
                        throw $TypeError(".crescendo.v1.StreamBatchesResponse.tensorChunk: object expected");
                    message.tensorChunk = $root.crescendo.v1.DataChunk.fromObject(object.tensorChunk, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a StreamBatchesResponse message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.StreamBatchesResponse
             * @static
             * @param {crescendo.v1.StreamBatchesResponse} message StreamBatchesResponse
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            StreamBatchesResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (message.header != null && $Object.hasOwnProperty.call(message, "header")) {
                    object.header = $root.crescendo.v1.BatchHeader.toObject(message.header, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "header";
                }
                if (message.chunk != null && $Object.hasOwnProperty.call(message, "chunk")) {
                    object.chunk = $root.crescendo.v1.DataChunk.toObject(message.chunk, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "chunk";
                }
                if (message.stageChange != null && $Object.hasOwnProperty.call(message, "stageChange")) {
                    object.stageChange = $root.crescendo.v1.StageChange.toObject(message.stageChange, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "stageChange";
                }
                if (message.notice != null && $Object.hasOwnProperty.call(message, "notice")) {
                    object.notice = $root.crescendo.v1.Notice.toObject(message.notice, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "notice";
                }
                if (message.sharedMemoryOffer != null && $Object.hasOwnProperty.call(message, "sharedMemoryOffer")) {
                    object.sharedMemoryOffer = $root.crescendo.v1.SharedMemoryOffer.toObject(message.sharedMemoryOffer, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "sharedMemoryOffer";
                }
                if (message.tensorChunk != null && $Object.hasOwnProperty.call(message, "tensorChunk")) {
                    object.tensorChunk = $root.crescendo.v1.DataChunk.toObject(message.tensorChunk, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "tensorChunk";
                }
                return object;
            };

            /**
             * Converts this StreamBatchesResponse to JSON.
             * @function toJSON
             * @memberof crescendo.v1.StreamBatchesResponse
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            StreamBatchesResponse.prototype.toJSON = function() {
                return StreamBatchesResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for StreamBatchesResponse
             * @function getTypeUrl
             * @memberof crescendo.v1.StreamBatchesResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            StreamBatchesResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.StreamBatchesResponse";
            };

            return StreamBatchesResponse;
        })();

        v1.ReportProgressRequest = (function() {

            /**
             * Properties of a ReportProgressRequest.
             * @typedef {Object} crescendo.v1.ReportProgressRequest.$Properties
             * @property {string|null} [run] ReportProgressRequest run
             * @property {number|null} [rank] ReportProgressRequest rank
             * @property {crescendo.v1.Progress.$Properties|null} [progress] ReportProgressRequest progress
             * @property {number|null} [worldSize] ReportProgressRequest worldSize
             * @property {string|null} [clientId] ReportProgressRequest clientId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReportProgressRequest.
             * @memberof crescendo.v1
             * @interface IReportProgressRequest
             * @augments crescendo.v1.ReportProgressRequest.$Properties
             * @deprecated Use crescendo.v1.ReportProgressRequest.$Properties instead.
             */

            /**
             * Shape of a ReportProgressRequest.
             * @typedef {crescendo.v1.ReportProgressRequest.$Properties} crescendo.v1.ReportProgressRequest.$Shape
             */

            /**
             * Constructs a new ReportProgressRequest.
             * @memberof crescendo.v1
             * @classdesc Represents a ReportProgressRequest.
             * @constructor
             * @param {crescendo.v1.ReportProgressRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReportProgressRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ReportProgressRequest run.
             * @member {string} run
             * @memberof crescendo.v1.ReportProgressRequest
             * @instance
             */
            ReportProgressRequest.prototype.run = "";

            /**
             * ReportProgressRequest rank.
             * @member {number} rank
             * @memberof crescendo.v1.ReportProgressRequest
             * @instance
             */
            ReportProgressRequest.prototype.rank = 0;

            /**
             * ReportProgressRequest progress.
             * @member {crescendo.v1.Progress.$Properties|null|undefined} progress
             * @memberof crescendo.v1.ReportProgressRequest
             * @instance
             */
            ReportProgressRequest.prototype.progress = null;

            /**
             * ReportProgressRequest worldSize.
             * @member {number} worldSize
             * @memberof crescendo.v1.ReportProgressRequest
             * @instance
             */
            ReportProgressRequest.prototype.worldSize = 0;

            /**
             * ReportProgressRequest clientId.
             * @member {string} clientId
             * @memberof crescendo.v1.ReportProgressRequest
             * @instance
             */
            ReportProgressRequest.prototype.clientId = "";

            /**
             * Creates a new ReportProgressRequest instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.ReportProgressRequest
             * @static
             * @param {crescendo.v1.ReportProgressRequest.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.ReportProgressRequest} ReportProgressRequest instance
             * @type {{
             *   (properties: crescendo.v1.ReportProgressRequest.$Shape): crescendo.v1.ReportProgressRequest & crescendo.v1.ReportProgressRequest.$Shape;
             *   (properties?: crescendo.v1.ReportProgressRequest.$Properties): crescendo.v1.ReportProgressRequest;
             * }}
             */
            ReportProgressRequest.create = function(properties) {
                return new ReportProgressRequest(properties);
            };

            /**
             * Encodes the specified ReportProgressRequest message. Does not implicitly {@link crescendo.v1.ReportProgressRequest.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.ReportProgressRequest
             * @static
             * @param {crescendo.v1.ReportProgressRequest.$Properties} message ReportProgressRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReportProgressRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.run);
                if (message.rank != null && $Object.hasOwnProperty.call(message, "rank") && message.rank !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.rank);
                if (message.progress != null && $Object.hasOwnProperty.call(message, "progress"))
                    $root.crescendo.v1.Progress.encode(message.progress, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.worldSize != null && $Object.hasOwnProperty.call(message, "worldSize") && message.worldSize !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.worldSize);
                if (message.clientId != null && $Object.hasOwnProperty.call(message, "clientId") && message.clientId !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.clientId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ReportProgressRequest message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.ReportProgressRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.ReportProgressRequest & crescendo.v1.ReportProgressRequest.$Shape} ReportProgressRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReportProgressRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.ReportProgressRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.rank = value;
                            else
                                delete message.rank;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.progress = $root.crescendo.v1.Progress.decode(reader, reader.size(), $undefined, _depth + 1, message.progress);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.worldSize = value;
                            else
                                delete message.worldSize;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.clientId = value;
                            else
                                delete message.clientId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a ReportProgressRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.ReportProgressRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.ReportProgressRequest} ReportProgressRequest
             */
            ReportProgressRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.ReportProgressRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.ReportProgressRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.ReportProgressRequest();
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                if (object.rank != null)
                    if ($Number(object.rank) !== 0)
                        message.rank = object.rank >>> 0;
                if (object.progress != null) {
                    if (!$util.isObject(object.progress))
                        throw $TypeError(".crescendo.v1.ReportProgressRequest.progress: object expected");
                    message.progress = $root.crescendo.v1.Progress.fromObject(object.progress, _depth + 1);
                }
                if (object.worldSize != null)
                    if ($Number(object.worldSize) !== 0)
                        message.worldSize = object.worldSize >>> 0;
                if (object.clientId != null)
                    if (typeof object.clientId !== "string" || object.clientId.length)
                        message.clientId = $String(object.clientId);
                return message;
            };

            /**
             * Creates a plain object from a ReportProgressRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.ReportProgressRequest
             * @static
             * @param {crescendo.v1.ReportProgressRequest} message ReportProgressRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ReportProgressRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.run = "";
                    object.rank = 0;
                    object.progress = null;
                    object.worldSize = 0;
                    object.clientId = "";
                }
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                if (message.rank != null && $Object.hasOwnProperty.call(message, "rank"))
                    object.rank = message.rank;
                if (message.progress != null && $Object.hasOwnProperty.call(message, "progress"))
                    object.progress = $root.crescendo.v1.Progress.toObject(message.progress, options, _depth + 1);
                if (message.worldSize != null && $Object.hasOwnProperty.call(message, "worldSize"))
                    object.worldSize = message.worldSize;
                if (message.clientId != null && $Object.hasOwnProperty.call(message, "clientId"))
                    object.clientId = message.clientId;
                return object;
            };

            /**
             * Converts this ReportProgressRequest to JSON.
             * @function toJSON
             * @memberof crescendo.v1.ReportProgressRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ReportProgressRequest.prototype.toJSON = function() {
                return ReportProgressRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ReportProgressRequest
             * @function getTypeUrl
             * @memberof crescendo.v1.ReportProgressRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ReportProgressRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.ReportProgressRequest";
            };

            return ReportProgressRequest;
        })();

        v1.ReportProgressResponse = (function() {

            /**
             * Properties of a ReportProgressResponse.
             * @typedef {Object} crescendo.v1.ReportProgressResponse.$Properties
             * @property {number|null} [consumedStep] ReportProgressResponse consumedStep
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReportProgressResponse.
             * @memberof crescendo.v1
             * @interface IReportProgressResponse
             * @augments crescendo.v1.ReportProgressResponse.$Properties
             * @deprecated Use crescendo.v1.ReportProgressResponse.$Properties instead.
             */

            /**
             * Shape of a ReportProgressResponse.
             * @typedef {crescendo.v1.ReportProgressResponse.$Properties} crescendo.v1.ReportProgressResponse.$Shape
             */

            /**
             * Constructs a new ReportProgressResponse.
             * @memberof crescendo.v1
             * @classdesc Represents a ReportProgressResponse.
             * @constructor
             * @param {crescendo.v1.ReportProgressResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReportProgressResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ReportProgressResponse consumedStep.
             * @member {number} consumedStep
             * @memberof crescendo.v1.ReportProgressResponse
             * @instance
             */
            ReportProgressResponse.prototype.consumedStep = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new ReportProgressResponse instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.ReportProgressResponse
             * @static
             * @param {crescendo.v1.ReportProgressResponse.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.ReportProgressResponse} ReportProgressResponse instance
             * @type {{
             *   (properties: crescendo.v1.ReportProgressResponse.$Shape): crescendo.v1.ReportProgressResponse & crescendo.v1.ReportProgressResponse.$Shape;
             *   (properties?: crescendo.v1.ReportProgressResponse.$Properties): crescendo.v1.ReportProgressResponse;
             * }}
             */
            ReportProgressResponse.create = function(properties) {
                return new ReportProgressResponse(properties);
            };

            /**
             * Encodes the specified ReportProgressResponse message. Does not implicitly {@link crescendo.v1.ReportProgressResponse.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.ReportProgressResponse
             * @static
             * @param {crescendo.v1.ReportProgressResponse.$Properties} message ReportProgressResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReportProgressResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.consumedStep != null && $Object.hasOwnProperty.call(message, "consumedStep") && (typeof message.consumedStep === "object" ? message.consumedStep.low || message.consumedStep.high : message.consumedStep !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.consumedStep);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ReportProgressResponse message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.ReportProgressResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.ReportProgressResponse & crescendo.v1.ReportProgressResponse.$Shape} ReportProgressResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReportProgressResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.ReportProgressResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.consumedStep = value;
                            else
                                delete message.consumedStep;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a ReportProgressResponse message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.ReportProgressResponse
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.ReportProgressResponse} ReportProgressResponse
             */
            ReportProgressResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.ReportProgressResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.ReportProgressResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.ReportProgressResponse();
                if (object.consumedStep != null)
                    if (typeof object.consumedStep === "object" ? object.consumedStep.low || object.consumedStep.high : $Number(object.consumedStep) !== 0)
                        if ($util.Long)
                            message.consumedStep = $util.Long.fromValue(object.consumedStep, true);
                        else if (typeof object.consumedStep === "string")
                            message.consumedStep = $parseInt(object.consumedStep, 10);
                        else if (typeof object.consumedStep === "number")
                            message.consumedStep = object.consumedStep;
                        else if (typeof object.consumedStep === "object")
                            message.consumedStep = new $util.LongBits(object.consumedStep.low >>> 0, object.consumedStep.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from a ReportProgressResponse message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.ReportProgressResponse
             * @static
             * @param {crescendo.v1.ReportProgressResponse} message ReportProgressResponse
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ReportProgressResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.consumedStep = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.consumedStep = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if (message.consumedStep != null && $Object.hasOwnProperty.call(message, "consumedStep"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.consumedStep = typeof message.consumedStep === "number" ? $BigInt(message.consumedStep) : $util.Long.fromBits(message.consumedStep.low >>> 0, message.consumedStep.high >>> 0, true).toBigInt();
                    else if (typeof message.consumedStep === "number")
                        object.consumedStep = options.longs === $String ? $String(message.consumedStep) : message.consumedStep;
                    else
                        object.consumedStep = options.longs === $String ? $util.Long.prototype.toString.call(message.consumedStep) : options.longs === $Number ? new $util.LongBits(message.consumedStep.low >>> 0, message.consumedStep.high >>> 0).toNumber(true) : message.consumedStep;
                return object;
            };

            /**
             * Converts this ReportProgressResponse to JSON.
             * @function toJSON
             * @memberof crescendo.v1.ReportProgressResponse
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ReportProgressResponse.prototype.toJSON = function() {
                return ReportProgressResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ReportProgressResponse
             * @function getTypeUrl
             * @memberof crescendo.v1.ReportProgressResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ReportProgressResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.ReportProgressResponse";
            };

            return ReportProgressResponse;
        })();

        v1.GetRunRequest = (function() {

            /**
             * Properties of a GetRunRequest.
             * @typedef {Object} crescendo.v1.GetRunRequest.$Properties
             * @property {string|null} [run] GetRunRequest run
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GetRunRequest.
             * @memberof crescendo.v1
             * @interface IGetRunRequest
             * @augments crescendo.v1.GetRunRequest.$Properties
             * @deprecated Use crescendo.v1.GetRunRequest.$Properties instead.
             */

            /**
             * Shape of a GetRunRequest.
             * @typedef {crescendo.v1.GetRunRequest.$Properties} crescendo.v1.GetRunRequest.$Shape
             */

            /**
             * Constructs a new GetRunRequest.
             * @memberof crescendo.v1
             * @classdesc Represents a GetRunRequest.
             * @constructor
             * @param {crescendo.v1.GetRunRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GetRunRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * GetRunRequest run.
             * @member {string} run
             * @memberof crescendo.v1.GetRunRequest
             * @instance
             */
            GetRunRequest.prototype.run = "";

            /**
             * Creates a new GetRunRequest instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.GetRunRequest
             * @static
             * @param {crescendo.v1.GetRunRequest.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.GetRunRequest} GetRunRequest instance
             * @type {{
             *   (properties: crescendo.v1.GetRunRequest.$Shape): crescendo.v1.GetRunRequest & crescendo.v1.GetRunRequest.$Shape;
             *   (properties?: crescendo.v1.GetRunRequest.$Properties): crescendo.v1.GetRunRequest;
             * }}
             */
            GetRunRequest.create = function(properties) {
                return new GetRunRequest(properties);
            };

            /**
             * Encodes the specified GetRunRequest message. Does not implicitly {@link crescendo.v1.GetRunRequest.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.GetRunRequest
             * @static
             * @param {crescendo.v1.GetRunRequest.$Properties} message GetRunRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GetRunRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.run);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GetRunRequest message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.GetRunRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.GetRunRequest & crescendo.v1.GetRunRequest.$Shape} GetRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GetRunRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.GetRunRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a GetRunRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.GetRunRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.GetRunRequest} GetRunRequest
             */
            GetRunRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.GetRunRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.GetRunRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.GetRunRequest();
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                return message;
            };

            /**
             * Creates a plain object from a GetRunRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.GetRunRequest
             * @static
             * @param {crescendo.v1.GetRunRequest} message GetRunRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            GetRunRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.run = "";
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                return object;
            };

            /**
             * Converts this GetRunRequest to JSON.
             * @function toJSON
             * @memberof crescendo.v1.GetRunRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            GetRunRequest.prototype.toJSON = function() {
                return GetRunRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for GetRunRequest
             * @function getTypeUrl
             * @memberof crescendo.v1.GetRunRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            GetRunRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.GetRunRequest";
            };

            return GetRunRequest;
        })();

        v1.RankProgress = (function() {

            /**
             * Properties of a RankProgress.
             * @typedef {Object} crescendo.v1.RankProgress.$Properties
             * @property {number|null} [rank] RankProgress rank
             * @property {number|null} [consumedStep] RankProgress consumedStep
             * @property {number|null} [stepSeconds] RankProgress stepSeconds
             * @property {number|null} [worldSize] RankProgress worldSize
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RankProgress.
             * @memberof crescendo.v1
             * @interface IRankProgress
             * @augments crescendo.v1.RankProgress.$Properties
             * @deprecated Use crescendo.v1.RankProgress.$Properties instead.
             */

            /**
             * Shape of a RankProgress.
             * @typedef {crescendo.v1.RankProgress.$Properties} crescendo.v1.RankProgress.$Shape
             */

            /**
             * Constructs a new RankProgress.
             * @memberof crescendo.v1
             * @classdesc Represents a RankProgress.
             * @constructor
             * @param {crescendo.v1.RankProgress.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RankProgress = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RankProgress rank.
             * @member {number} rank
             * @memberof crescendo.v1.RankProgress
             * @instance
             */
            RankProgress.prototype.rank = 0;

            /**
             * RankProgress consumedStep.
             * @member {number} consumedStep
             * @memberof crescendo.v1.RankProgress
             * @instance
             */
            RankProgress.prototype.consumedStep = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RankProgress stepSeconds.
             * @member {number} stepSeconds
             * @memberof crescendo.v1.RankProgress
             * @instance
             */
            RankProgress.prototype.stepSeconds = 0;

            /**
             * RankProgress worldSize.
             * @member {number} worldSize
             * @memberof crescendo.v1.RankProgress
             * @instance
             */
            RankProgress.prototype.worldSize = 0;

            /**
             * Creates a new RankProgress instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.RankProgress
             * @static
             * @param {crescendo.v1.RankProgress.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.RankProgress} RankProgress instance
             * @type {{
             *   (properties: crescendo.v1.RankProgress.$Shape): crescendo.v1.RankProgress & crescendo.v1.RankProgress.$Shape;
             *   (properties?: crescendo.v1.RankProgress.$Properties): crescendo.v1.RankProgress;
             * }}
             */
            RankProgress.create = function(properties) {
                return new RankProgress(properties);
            };

            /**
             * Encodes the specified RankProgress message. Does not implicitly {@link crescendo.v1.RankProgress.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.RankProgress
             * @static
             * @param {crescendo.v1.RankProgress.$Properties} message RankProgress message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RankProgress.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.rank != null && $Object.hasOwnProperty.call(message, "rank") && message.rank !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.rank);
                if (message.consumedStep != null && $Object.hasOwnProperty.call(message, "consumedStep") && (typeof message.consumedStep === "object" ? message.consumedStep.low || message.consumedStep.high : message.consumedStep !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.consumedStep);
                if (message.stepSeconds != null && $Object.hasOwnProperty.call(message, "stepSeconds") && !$Object.is(message.stepSeconds, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.stepSeconds);
                if (message.worldSize != null && $Object.hasOwnProperty.call(message, "worldSize") && message.worldSize !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.worldSize);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RankProgress message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.RankProgress
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.RankProgress & crescendo.v1.RankProgress.$Shape} RankProgress
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RankProgress.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.RankProgress();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.rank = value;
                            else
                                delete message.rank;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.consumedStep = value;
                            else
                                delete message.consumedStep;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.stepSeconds = value;
                            else
                                delete message.stepSeconds;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.worldSize = value;
                            else
                                delete message.worldSize;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a RankProgress message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.RankProgress
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.RankProgress} RankProgress
             */
            RankProgress.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.RankProgress)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.RankProgress: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.RankProgress();
                if (object.rank != null)
                    if ($Number(object.rank) !== 0)
                        message.rank = object.rank >>> 0;
                if (object.consumedStep != null)
                    if (typeof object.consumedStep === "object" ? object.consumedStep.low || object.consumedStep.high : $Number(object.consumedStep) !== 0)
                        if ($util.Long)
                            message.consumedStep = $util.Long.fromValue(object.consumedStep, true);
                        else if (typeof object.consumedStep === "string")
                            message.consumedStep = $parseInt(object.consumedStep, 10);
                        else if (typeof object.consumedStep === "number")
                            message.consumedStep = object.consumedStep;
                        else if (typeof object.consumedStep === "object")
                            message.consumedStep = new $util.LongBits(object.consumedStep.low >>> 0, object.consumedStep.high >>> 0).toNumber(true);
                if (object.stepSeconds != null)
                    if (!$Object.is($Number(object.stepSeconds), 0))
                        message.stepSeconds = $Number(object.stepSeconds);
                if (object.worldSize != null)
                    if ($Number(object.worldSize) !== 0)
                        message.worldSize = object.worldSize >>> 0;
                return message;
            };

            /**
             * Creates a plain object from a RankProgress message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.RankProgress
             * @static
             * @param {crescendo.v1.RankProgress} message RankProgress
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            RankProgress.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.rank = 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.consumedStep = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.consumedStep = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.stepSeconds = 0;
                    object.worldSize = 0;
                }
                if (message.rank != null && $Object.hasOwnProperty.call(message, "rank"))
                    object.rank = message.rank;
                if (message.consumedStep != null && $Object.hasOwnProperty.call(message, "consumedStep"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.consumedStep = typeof message.consumedStep === "number" ? $BigInt(message.consumedStep) : $util.Long.fromBits(message.consumedStep.low >>> 0, message.consumedStep.high >>> 0, true).toBigInt();
                    else if (typeof message.consumedStep === "number")
                        object.consumedStep = options.longs === $String ? $String(message.consumedStep) : message.consumedStep;
                    else
                        object.consumedStep = options.longs === $String ? $util.Long.prototype.toString.call(message.consumedStep) : options.longs === $Number ? new $util.LongBits(message.consumedStep.low >>> 0, message.consumedStep.high >>> 0).toNumber(true) : message.consumedStep;
                if (message.stepSeconds != null && $Object.hasOwnProperty.call(message, "stepSeconds"))
                    object.stepSeconds = options.json && !$isFinite(message.stepSeconds) ? $String(message.stepSeconds) : message.stepSeconds;
                if (message.worldSize != null && $Object.hasOwnProperty.call(message, "worldSize"))
                    object.worldSize = message.worldSize;
                return object;
            };

            /**
             * Converts this RankProgress to JSON.
             * @function toJSON
             * @memberof crescendo.v1.RankProgress
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            RankProgress.prototype.toJSON = function() {
                return RankProgress.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for RankProgress
             * @function getTypeUrl
             * @memberof crescendo.v1.RankProgress
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            RankProgress.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.RankProgress";
            };

            return RankProgress;
        })();

        v1.BadSample = (function() {

            /**
             * Properties of a BadSample.
             * @typedef {Object} crescendo.v1.BadSample.$Properties
             * @property {string|null} [key] BadSample key
             * @property {string|null} [reason] BadSample reason
             * @property {string|null} [replacedBy] BadSample replacedBy
             * @property {number|null} [step] BadSample step
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BadSample.
             * @memberof crescendo.v1
             * @interface IBadSample
             * @augments crescendo.v1.BadSample.$Properties
             * @deprecated Use crescendo.v1.BadSample.$Properties instead.
             */

            /**
             * Shape of a BadSample.
             * @typedef {crescendo.v1.BadSample.$Properties} crescendo.v1.BadSample.$Shape
             */

            /**
             * Constructs a new BadSample.
             * @memberof crescendo.v1
             * @classdesc Represents a BadSample.
             * @constructor
             * @param {crescendo.v1.BadSample.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BadSample = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BadSample key.
             * @member {string} key
             * @memberof crescendo.v1.BadSample
             * @instance
             */
            BadSample.prototype.key = "";

            /**
             * BadSample reason.
             * @member {string} reason
             * @memberof crescendo.v1.BadSample
             * @instance
             */
            BadSample.prototype.reason = "";

            /**
             * BadSample replacedBy.
             * @member {string} replacedBy
             * @memberof crescendo.v1.BadSample
             * @instance
             */
            BadSample.prototype.replacedBy = "";

            /**
             * BadSample step.
             * @member {number} step
             * @memberof crescendo.v1.BadSample
             * @instance
             */
            BadSample.prototype.step = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new BadSample instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.BadSample
             * @static
             * @param {crescendo.v1.BadSample.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.BadSample} BadSample instance
             * @type {{
             *   (properties: crescendo.v1.BadSample.$Shape): crescendo.v1.BadSample & crescendo.v1.BadSample.$Shape;
             *   (properties?: crescendo.v1.BadSample.$Properties): crescendo.v1.BadSample;
             * }}
             */
            BadSample.create = function(properties) {
                return new BadSample(properties);
            };

            /**
             * Encodes the specified BadSample message. Does not implicitly {@link crescendo.v1.BadSample.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.BadSample
             * @static
             * @param {crescendo.v1.BadSample.$Properties} message BadSample message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BadSample.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.reason);
                if (message.replacedBy != null && $Object.hasOwnProperty.call(message, "replacedBy") && message.replacedBy !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.replacedBy);
                if (message.step != null && $Object.hasOwnProperty.call(message, "step") && (typeof message.step === "object" ? message.step.low || message.step.high : message.step !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.step);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BadSample message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.BadSample
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.BadSample & crescendo.v1.BadSample.$Shape} BadSample
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BadSample.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.BadSample();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.replacedBy = value;
                            else
                                delete message.replacedBy;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.step = value;
                            else
                                delete message.step;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a BadSample message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.BadSample
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.BadSample} BadSample
             */
            BadSample.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.BadSample)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.BadSample: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.BadSample();
                if (object.key != null)
                    if (typeof object.key !== "string" || object.key.length)
                        message.key = $String(object.key);
                if (object.reason != null)
                    if (typeof object.reason !== "string" || object.reason.length)
                        message.reason = $String(object.reason);
                if (object.replacedBy != null)
                    if (typeof object.replacedBy !== "string" || object.replacedBy.length)
                        message.replacedBy = $String(object.replacedBy);
                if (object.step != null)
                    if (typeof object.step === "object" ? object.step.low || object.step.high : $Number(object.step) !== 0)
                        if ($util.Long)
                            message.step = $util.Long.fromValue(object.step, true);
                        else if (typeof object.step === "string")
                            message.step = $parseInt(object.step, 10);
                        else if (typeof object.step === "number")
                            message.step = object.step;
                        else if (typeof object.step === "object")
                            message.step = new $util.LongBits(object.step.low >>> 0, object.step.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from a BadSample message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.BadSample
             * @static
             * @param {crescendo.v1.BadSample} message BadSample
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            BadSample.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.key = "";
                    object.reason = "";
                    object.replacedBy = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.step = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.step = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    object.key = message.key;
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                    object.reason = message.reason;
                if (message.replacedBy != null && $Object.hasOwnProperty.call(message, "replacedBy"))
                    object.replacedBy = message.replacedBy;
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.step = typeof message.step === "number" ? $BigInt(message.step) : $util.Long.fromBits(message.step.low >>> 0, message.step.high >>> 0, true).toBigInt();
                    else if (typeof message.step === "number")
                        object.step = options.longs === $String ? $String(message.step) : message.step;
                    else
                        object.step = options.longs === $String ? $util.Long.prototype.toString.call(message.step) : options.longs === $Number ? new $util.LongBits(message.step.low >>> 0, message.step.high >>> 0).toNumber(true) : message.step;
                return object;
            };

            /**
             * Converts this BadSample to JSON.
             * @function toJSON
             * @memberof crescendo.v1.BadSample
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            BadSample.prototype.toJSON = function() {
                return BadSample.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for BadSample
             * @function getTypeUrl
             * @memberof crescendo.v1.BadSample
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            BadSample.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.BadSample";
            };

            return BadSample;
        })();

        /**
         * RunState enum.
         * @name crescendo.v1.RunState
         * @enum {number}
         * @property {number} RUN_STATE_UNSPECIFIED=0 RUN_STATE_UNSPECIFIED value
         * @property {number} RUN_STATE_ACTIVE=1 RUN_STATE_ACTIVE value
         * @property {number} RUN_STATE_FINISHED=2 RUN_STATE_FINISHED value
         * @property {number} RUN_STATE_FAILED=3 RUN_STATE_FAILED value
         */
        v1.RunState = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "RUN_STATE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "RUN_STATE_ACTIVE"] = 1;
            values[valuesById[2] = "RUN_STATE_FINISHED"] = 2;
            values[valuesById[3] = "RUN_STATE_FAILED"] = 3;
            return values;
        })();

        v1.UnreadSample = (function() {

            /**
             * Properties of an UnreadSample.
             * @typedef {Object} crescendo.v1.UnreadSample.$Properties
             * @property {string|null} [dataset] UnreadSample dataset
             * @property {string|null} [key] UnreadSample key
             * @property {string|null} [reason] UnreadSample reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an UnreadSample.
             * @memberof crescendo.v1
             * @interface IUnreadSample
             * @augments crescendo.v1.UnreadSample.$Properties
             * @deprecated Use crescendo.v1.UnreadSample.$Properties instead.
             */

            /**
             * Shape of an UnreadSample.
             * @typedef {crescendo.v1.UnreadSample.$Properties} crescendo.v1.UnreadSample.$Shape
             */

            /**
             * Constructs a new UnreadSample.
             * @memberof crescendo.v1
             * @classdesc Represents an UnreadSample.
             * @constructor
             * @param {crescendo.v1.UnreadSample.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const UnreadSample = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * UnreadSample dataset.
             * @member {string} dataset
             * @memberof crescendo.v1.UnreadSample
             * @instance
             */
            UnreadSample.prototype.dataset = "";

            /**
             * UnreadSample key.
             * @member {string} key
             * @memberof crescendo.v1.UnreadSample
             * @instance
             */
            UnreadSample.prototype.key = "";

            /**
             * UnreadSample reason.
             * @member {string} reason
             * @memberof crescendo.v1.UnreadSample
             * @instance
             */
            UnreadSample.prototype.reason = "";

            /**
             * Creates a new UnreadSample instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.UnreadSample
             * @static
             * @param {crescendo.v1.UnreadSample.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.UnreadSample} UnreadSample instance
             * @type {{
             *   (properties: crescendo.v1.UnreadSample.$Shape): crescendo.v1.UnreadSample & crescendo.v1.UnreadSample.$Shape;
             *   (properties?: crescendo.v1.UnreadSample.$Properties): crescendo.v1.UnreadSample;
             * }}
             */
            UnreadSample.create = function(properties) {
                return new UnreadSample(properties);
            };

            /**
             * Encodes the specified UnreadSample message. Does not implicitly {@link crescendo.v1.UnreadSample.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.UnreadSample
             * @static
             * @param {crescendo.v1.UnreadSample.$Properties} message UnreadSample message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            UnreadSample.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.dataset != null && $Object.hasOwnProperty.call(message, "dataset") && message.dataset !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.dataset);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.key);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an UnreadSample message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.UnreadSample
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.UnreadSample & crescendo.v1.UnreadSample.$Shape} UnreadSample
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            UnreadSample.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.UnreadSample();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.dataset = value;
                            else
                                delete message.dataset;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates an UnreadSample message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.UnreadSample
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.UnreadSample} UnreadSample
             */
            UnreadSample.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.UnreadSample)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.UnreadSample: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.UnreadSample();
                if (object.dataset != null)
                    if (typeof object.dataset !== "string" || object.dataset.length)
                        message.dataset = $String(object.dataset);
                if (object.key != null)
                    if (typeof object.key !== "string" || object.key.length)
                        message.key = $String(object.key);
                if (object.reason != null)
                    if (typeof object.reason !== "string" || object.reason.length)
                        message.reason = $String(object.reason);
                return message;
            };

            /**
             * Creates a plain object from an UnreadSample message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.UnreadSample
             * @static
             * @param {crescendo.v1.UnreadSample} message UnreadSample
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            UnreadSample.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.dataset = "";
                    object.key = "";
                    object.reason = "";
                }
                if (message.dataset != null && $Object.hasOwnProperty.call(message, "dataset"))
                    object.dataset = message.dataset;
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    object.key = message.key;
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                    object.reason = message.reason;
                return object;
            };

            /**
             * Converts this UnreadSample to JSON.
             * @function toJSON
             * @memberof crescendo.v1.UnreadSample
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            UnreadSample.prototype.toJSON = function() {
                return UnreadSample.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for UnreadSample
             * @function getTypeUrl
             * @memberof crescendo.v1.UnreadSample
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            UnreadSample.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.UnreadSample";
            };

            return UnreadSample;
        })();

        v1.RunStatus = (function() {

            /**
             * Properties of a RunStatus.
             * @typedef {Object} crescendo.v1.RunStatus.$Properties
             * @property {string|null} [run] RunStatus run
             * @property {crescendo.v1.RunState|null} [state] RunStatus state
             * @property {crescendo.v1.RunSpec.$Properties|null} [spec] RunStatus spec
             * @property {Array.<crescendo.v1.Stage.$Properties>|null} [stages] RunStatus stages
             * @property {Array.<crescendo.v1.RankProgress.$Properties>|null} [ranks] RunStatus ranks
             * @property {number|null} [consumedStep] RunStatus consumedStep
             * @property {number|null} [budgetConsumed] RunStatus budgetConsumed
             * @property {number|null} [badSampleCount] RunStatus badSampleCount
             * @property {Array.<crescendo.v1.BadSample.$Properties>|null} [badSamples] RunStatus badSamples
             * @property {number|null} [totalSteps] RunStatus totalSteps
             * @property {number|null} [issuedSamples] RunStatus issuedSamples
             * @property {number|null} [reissuedSamples] RunStatus reissuedSamples
             * @property {number|null} [acknowledgedSamples] RunStatus acknowledgedSamples
             * @property {number|null} [replayedSamples] RunStatus replayedSamples
             * @property {Array.<crescendo.v1.MeasuredCost.$Properties>|null} [costs] RunStatus costs
             * @property {number|null} [unreadValidationCount] RunStatus unreadValidationCount
             * @property {Array.<crescendo.v1.UnreadSample.$Properties>|null} [unreadValidation] RunStatus unreadValidation
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RunStatus.
             * @memberof crescendo.v1
             * @interface IRunStatus
             * @augments crescendo.v1.RunStatus.$Properties
             * @deprecated Use crescendo.v1.RunStatus.$Properties instead.
             */

            /**
             * Shape of a RunStatus.
             * @typedef {crescendo.v1.RunStatus.$Properties} crescendo.v1.RunStatus.$Shape
             */

            /**
             * Constructs a new RunStatus.
             * @memberof crescendo.v1
             * @classdesc Represents a RunStatus.
             * @constructor
             * @param {crescendo.v1.RunStatus.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RunStatus = function (properties) {
                this.stages = [];
                this.ranks = [];
                this.badSamples = [];
                this.costs = [];
                this.unreadValidation = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RunStatus run.
             * @member {string} run
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.run = "";

            /**
             * RunStatus state.
             * @member {crescendo.v1.RunState} state
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.state = 0;

            /**
             * RunStatus spec.
             * @member {crescendo.v1.RunSpec.$Properties|null|undefined} spec
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.spec = null;

            /**
             * RunStatus stages.
             * @member {Array.<crescendo.v1.Stage.$Properties>} stages
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.stages = $util.emptyArray;

            /**
             * RunStatus ranks.
             * @member {Array.<crescendo.v1.RankProgress.$Properties>} ranks
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.ranks = $util.emptyArray;

            /**
             * RunStatus consumedStep.
             * @member {number|null|undefined} consumedStep
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.consumedStep = null;

            /**
             * RunStatus budgetConsumed.
             * @member {number} budgetConsumed
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.budgetConsumed = 0;

            /**
             * RunStatus badSampleCount.
             * @member {number} badSampleCount
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.badSampleCount = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RunStatus badSamples.
             * @member {Array.<crescendo.v1.BadSample.$Properties>} badSamples
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.badSamples = $util.emptyArray;

            /**
             * RunStatus totalSteps.
             * @member {number} totalSteps
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.totalSteps = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RunStatus issuedSamples.
             * @member {number} issuedSamples
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.issuedSamples = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RunStatus reissuedSamples.
             * @member {number} reissuedSamples
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.reissuedSamples = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RunStatus acknowledgedSamples.
             * @member {number} acknowledgedSamples
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.acknowledgedSamples = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RunStatus replayedSamples.
             * @member {number} replayedSamples
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.replayedSamples = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RunStatus costs.
             * @member {Array.<crescendo.v1.MeasuredCost.$Properties>} costs
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.costs = $util.emptyArray;

            /**
             * RunStatus unreadValidationCount.
             * @member {number} unreadValidationCount
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.unreadValidationCount = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RunStatus unreadValidation.
             * @member {Array.<crescendo.v1.UnreadSample.$Properties>} unreadValidation
             * @memberof crescendo.v1.RunStatus
             * @instance
             */
            RunStatus.prototype.unreadValidation = $util.emptyArray;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(RunStatus.prototype, "_consumedStep", {
                get: $util.oneOfGetter($oneOfFields = ["consumedStep"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new RunStatus instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.RunStatus
             * @static
             * @param {crescendo.v1.RunStatus.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.RunStatus} RunStatus instance
             * @type {{
             *   (properties: crescendo.v1.RunStatus.$Shape): crescendo.v1.RunStatus & crescendo.v1.RunStatus.$Shape;
             *   (properties?: crescendo.v1.RunStatus.$Properties): crescendo.v1.RunStatus;
             * }}
             */
            RunStatus.create = function(properties) {
                return new RunStatus(properties);
            };

            /**
             * Encodes the specified RunStatus message. Does not implicitly {@link crescendo.v1.RunStatus.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.RunStatus
             * @static
             * @param {crescendo.v1.RunStatus.$Properties} message RunStatus message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RunStatus.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.run);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.state);
                if (message.spec != null && $Object.hasOwnProperty.call(message, "spec"))
                    $root.crescendo.v1.RunSpec.encode(message.spec, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.stages != null && message.stages.length)
                    for (let i = 0; i < message.stages.length; ++i)
                        $root.crescendo.v1.Stage.encode(message.stages[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.ranks != null && message.ranks.length)
                    for (let i = 0; i < message.ranks.length; ++i)
                        $root.crescendo.v1.RankProgress.encode(message.ranks[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.consumedStep != null && $Object.hasOwnProperty.call(message, "consumedStep"))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.consumedStep);
                if (message.budgetConsumed != null && $Object.hasOwnProperty.call(message, "budgetConsumed") && !$Object.is(message.budgetConsumed, 0))
                    writer.uint32(/* id 7, wireType 1 =*/57).double(message.budgetConsumed);
                if (message.badSampleCount != null && $Object.hasOwnProperty.call(message, "badSampleCount") && (typeof message.badSampleCount === "object" ? message.badSampleCount.low || message.badSampleCount.high : message.badSampleCount !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.badSampleCount);
                if (message.badSamples != null && message.badSamples.length)
                    for (let i = 0; i < message.badSamples.length; ++i)
                        $root.crescendo.v1.BadSample.encode(message.badSamples[i], writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.totalSteps != null && $Object.hasOwnProperty.call(message, "totalSteps") && (typeof message.totalSteps === "object" ? message.totalSteps.low || message.totalSteps.high : message.totalSteps !== 0))
                    writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.totalSteps);
                if (message.issuedSamples != null && $Object.hasOwnProperty.call(message, "issuedSamples") && (typeof message.issuedSamples === "object" ? message.issuedSamples.low || message.issuedSamples.high : message.issuedSamples !== 0))
                    writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.issuedSamples);
                if (message.reissuedSamples != null && $Object.hasOwnProperty.call(message, "reissuedSamples") && (typeof message.reissuedSamples === "object" ? message.reissuedSamples.low || message.reissuedSamples.high : message.reissuedSamples !== 0))
                    writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.reissuedSamples);
                if (message.acknowledgedSamples != null && $Object.hasOwnProperty.call(message, "acknowledgedSamples") && (typeof message.acknowledgedSamples === "object" ? message.acknowledgedSamples.low || message.acknowledgedSamples.high : message.acknowledgedSamples !== 0))
                    writer.uint32(/* id 13, wireType 0 =*/104).uint64(message.acknowledgedSamples);
                if (message.replayedSamples != null && $Object.hasOwnProperty.call(message, "replayedSamples") && (typeof message.replayedSamples === "object" ? message.replayedSamples.low || message.replayedSamples.high : message.replayedSamples !== 0))
                    writer.uint32(/* id 14, wireType 0 =*/112).uint64(message.replayedSamples);
                if (message.costs != null && message.costs.length)
                    for (let i = 0; i < message.costs.length; ++i)
                        $root.crescendo.v1.MeasuredCost.encode(message.costs[i], writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                if (message.unreadValidationCount != null && $Object.hasOwnProperty.call(message, "unreadValidationCount") && (typeof message.unreadValidationCount === "object" ? message.unreadValidationCount.low || message.unreadValidationCount.high : message.unreadValidationCount !== 0))
                    writer.uint32(/* id 16, wireType 0 =*/128).uint64(message.unreadValidationCount);
                if (message.unreadValidation != null && message.unreadValidation.length)
                    for (let i = 0; i < message.unreadValidation.length; ++i)
                        $root.crescendo.v1.UnreadSample.encode(message.unreadValidation[i], writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RunStatus message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.RunStatus
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.RunStatus & crescendo.v1.RunStatus.$Shape} RunStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RunStatus.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.RunStatus();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.spec = $root.crescendo.v1.RunSpec.decode(reader, reader.size(), $undefined, _depth + 1, message.spec);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.stages && message.stages.length))
                                message.stages = [];
                            message.stages.push($root.crescendo.v1.Stage.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.ranks && message.ranks.length))
                                message.ranks = [];
                            message.ranks.push($root.crescendo.v1.RankProgress.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.consumedStep = $uint64(reader);
                            message._consumedStep = "consumedStep";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.budgetConsumed = value;
                            else
                                delete message.budgetConsumed;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.badSampleCount = value;
                            else
                                delete message.badSampleCount;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if (!(message.badSamples && message.badSamples.length))
                                message.badSamples = [];
                            message.badSamples.push($root.crescendo.v1.BadSample.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.totalSteps = value;
                            else
                                delete message.totalSteps;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.issuedSamples = value;
                            else
                                delete message.issuedSamples;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.reissuedSamples = value;
                            else
                                delete message.reissuedSamples;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.acknowledgedSamples = value;
                            else
                                delete message.acknowledgedSamples;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.replayedSamples = value;
                            else
                                delete message.replayedSamples;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            if (!(message.costs && message.costs.length))
                                message.costs = [];
                            message.costs.push($root.crescendo.v1.MeasuredCost.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 16: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.unreadValidationCount = value;
                            else
                                delete message.unreadValidationCount;
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            if (!(message.unreadValidation && message.unreadValidation.length))
                                message.unreadValidation = [];
                            message.unreadValidation.push($root.crescendo.v1.UnreadSample.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a RunStatus message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.RunStatus
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.RunStatus} RunStatus
             */
            RunStatus.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.RunStatus)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.RunStatus: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.RunStatus();
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                if (object.state !== 0 && (typeof object.state !== "string" || $root.crescendo.v1.RunState[object.state] !== 0))
                    switch (object.state) {
                    case "RUN_STATE_UNSPECIFIED":
                    case 0:
                        message.state = 0;
                        break;
                    case "RUN_STATE_ACTIVE":
                    case 1:
                        message.state = 1;
                        break;
                    case "RUN_STATE_FINISHED":
                    case 2:
                        message.state = 2;
                        break;
                    case "RUN_STATE_FAILED":
                    case 3:
                        message.state = 3;
                        break;
                    default:
                        if (typeof object.state === "number" && (object.state | 0) === object.state)
                            message.state = object.state;
                    }
                if (object.spec != null) {
                    if (!$util.isObject(object.spec))
                        throw $TypeError(".crescendo.v1.RunStatus.spec: object expected");
                    message.spec = $root.crescendo.v1.RunSpec.fromObject(object.spec, _depth + 1);
                }
                if (object.stages) {
                    if (!$Array.isArray(object.stages))
                        throw $TypeError(".crescendo.v1.RunStatus.stages: array expected");
                    message.stages = $Array(object.stages.length);
                    for (let i = 0; i < object.stages.length; ++i) {
                        if (!$util.isObject(object.stages[i]))
                            throw $TypeError(".crescendo.v1.RunStatus.stages: object expected");
                        message.stages[i] = $root.crescendo.v1.Stage.fromObject(object.stages[i], _depth + 1);
                    }
                }
                if (object.ranks) {
                    if (!$Array.isArray(object.ranks))
                        throw $TypeError(".crescendo.v1.RunStatus.ranks: array expected");
                    message.ranks = $Array(object.ranks.length);
                    for (let i = 0; i < object.ranks.length; ++i) {
                        if (!$util.isObject(object.ranks[i]))
                            throw $TypeError(".crescendo.v1.RunStatus.ranks: object expected");
                        message.ranks[i] = $root.crescendo.v1.RankProgress.fromObject(object.ranks[i], _depth + 1);
                    }
                }
                if (object.consumedStep != null)
                    if ($util.Long)
                        message.consumedStep = $util.Long.fromValue(object.consumedStep, true);
                    else if (typeof object.consumedStep === "string")
                        message.consumedStep = $parseInt(object.consumedStep, 10);
                    else if (typeof object.consumedStep === "number")
                        message.consumedStep = object.consumedStep;
                    else if (typeof object.consumedStep === "object")
                        message.consumedStep = new $util.LongBits(object.consumedStep.low >>> 0, object.consumedStep.high >>> 0).toNumber(true);
                if (object.budgetConsumed != null)
                    if (!$Object.is($Number(object.budgetConsumed), 0))
                        message.budgetConsumed = $Number(object.budgetConsumed);
                if (object.badSampleCount != null)
                    if (typeof object.badSampleCount === "object" ? object.badSampleCount.low || object.badSampleCount.high : $Number(object.badSampleCount) !== 0)
                        if ($util.Long)
                            message.badSampleCount = $util.Long.fromValue(object.badSampleCount, true);
                        else if (typeof object.badSampleCount === "string")
                            message.badSampleCount = $parseInt(object.badSampleCount, 10);
                        else if (typeof object.badSampleCount === "number")
                            message.badSampleCount = object.badSampleCount;
                        else if (typeof object.badSampleCount === "object")
                            message.badSampleCount = new $util.LongBits(object.badSampleCount.low >>> 0, object.badSampleCount.high >>> 0).toNumber(true);
                if (object.badSamples) {
                    if (!$Array.isArray(object.badSamples))
                        throw $TypeError(".crescendo.v1.RunStatus.badSamples: array expected");
                    message.badSamples = $Array(object.badSamples.length);
                    for (let i = 0; i < object.badSamples.length; ++i) {
                        if (!$util.isObject(object.badSamples[i]))
                            throw $TypeError(".crescendo.v1.RunStatus.badSamples: object expected");
                        message.badSamples[i] = $root.crescendo.v1.BadSample.fromObject(object.badSamples[i], _depth + 1);
                    }
                }
                if (object.totalSteps != null)
                    if (typeof object.totalSteps === "object" ? object.totalSteps.low || object.totalSteps.high : $Number(object.totalSteps) !== 0)
                        if ($util.Long)
                            message.totalSteps = $util.Long.fromValue(object.totalSteps, true);
                        else if (typeof object.totalSteps === "string")
                            message.totalSteps = $parseInt(object.totalSteps, 10);
                        else if (typeof object.totalSteps === "number")
                            message.totalSteps = object.totalSteps;
                        else if (typeof object.totalSteps === "object")
                            message.totalSteps = new $util.LongBits(object.totalSteps.low >>> 0, object.totalSteps.high >>> 0).toNumber(true);
                if (object.issuedSamples != null)
                    if (typeof object.issuedSamples === "object" ? object.issuedSamples.low || object.issuedSamples.high : $Number(object.issuedSamples) !== 0)
                        if ($util.Long)
                            message.issuedSamples = $util.Long.fromValue(object.issuedSamples, true);
                        else if (typeof object.issuedSamples === "string")
                            message.issuedSamples = $parseInt(object.issuedSamples, 10);
                        else if (typeof object.issuedSamples === "number")
                            message.issuedSamples = object.issuedSamples;
                        else if (typeof object.issuedSamples === "object")
                            message.issuedSamples = new $util.LongBits(object.issuedSamples.low >>> 0, object.issuedSamples.high >>> 0).toNumber(true);
                if (object.reissuedSamples != null)
                    if (typeof object.reissuedSamples === "object" ? object.reissuedSamples.low || object.reissuedSamples.high : $Number(object.reissuedSamples) !== 0)
                        if ($util.Long)
                            message.reissuedSamples = $util.Long.fromValue(object.reissuedSamples, true);
                        else if (typeof object.reissuedSamples === "string")
                            message.reissuedSamples = $parseInt(object.reissuedSamples, 10);
                        else if (typeof object.reissuedSamples === "number")
                            message.reissuedSamples = object.reissuedSamples;
                        else if (typeof object.reissuedSamples === "object")
                            message.reissuedSamples = new $util.LongBits(object.reissuedSamples.low >>> 0, object.reissuedSamples.high >>> 0).toNumber(true);
                if (object.acknowledgedSamples != null)
                    if (typeof object.acknowledgedSamples === "object" ? object.acknowledgedSamples.low || object.acknowledgedSamples.high : $Number(object.acknowledgedSamples) !== 0)
                        if ($util.Long)
                            message.acknowledgedSamples = $util.Long.fromValue(object.acknowledgedSamples, true);
                        else if (typeof object.acknowledgedSamples === "string")
                            message.acknowledgedSamples = $parseInt(object.acknowledgedSamples, 10);
                        else if (typeof object.acknowledgedSamples === "number")
                            message.acknowledgedSamples = object.acknowledgedSamples;
                        else if (typeof object.acknowledgedSamples === "object")
                            message.acknowledgedSamples = new $util.LongBits(object.acknowledgedSamples.low >>> 0, object.acknowledgedSamples.high >>> 0).toNumber(true);
                if (object.replayedSamples != null)
                    if (typeof object.replayedSamples === "object" ? object.replayedSamples.low || object.replayedSamples.high : $Number(object.replayedSamples) !== 0)
                        if ($util.Long)
                            message.replayedSamples = $util.Long.fromValue(object.replayedSamples, true);
                        else if (typeof object.replayedSamples === "string")
                            message.replayedSamples = $parseInt(object.replayedSamples, 10);
                        else if (typeof object.replayedSamples === "number")
                            message.replayedSamples = object.replayedSamples;
                        else if (typeof object.replayedSamples === "object")
                            message.replayedSamples = new $util.LongBits(object.replayedSamples.low >>> 0, object.replayedSamples.high >>> 0).toNumber(true);
                if (object.costs) {
                    if (!$Array.isArray(object.costs))
                        throw $TypeError(".crescendo.v1.RunStatus.costs: array expected");
                    message.costs = $Array(object.costs.length);
                    for (let i = 0; i < object.costs.length; ++i) {
                        if (!$util.isObject(object.costs[i]))
                            throw $TypeError(".crescendo.v1.RunStatus.costs: object expected");
                        message.costs[i] = $root.crescendo.v1.MeasuredCost.fromObject(object.costs[i], _depth + 1);
                    }
                }
                if (object.unreadValidationCount != null)
                    if (typeof object.unreadValidationCount === "object" ? object.unreadValidationCount.low || object.unreadValidationCount.high : $Number(object.unreadValidationCount) !== 0)
                        if ($util.Long)
                            message.unreadValidationCount = $util.Long.fromValue(object.unreadValidationCount, true);
                        else if (typeof object.unreadValidationCount === "string")
                            message.unreadValidationCount = $parseInt(object.unreadValidationCount, 10);
                        else if (typeof object.unreadValidationCount === "number")
                            message.unreadValidationCount = object.unreadValidationCount;
                        else if (typeof object.unreadValidationCount === "object")
                            message.unreadValidationCount = new $util.LongBits(object.unreadValidationCount.low >>> 0, object.unreadValidationCount.high >>> 0).toNumber(true);
                if (object.unreadValidation) {
                    if (!$Array.isArray(object.unreadValidation))
                        throw $TypeError(".crescendo.v1.RunStatus.unreadValidation: array expected");
                    message.unreadValidation = $Array(object.unreadValidation.length);
                    for (let i = 0; i < object.unreadValidation.length; ++i) {
                        if (!$util.isObject(object.unreadValidation[i]))
                            throw $TypeError(".crescendo.v1.RunStatus.unreadValidation: object expected");
                        message.unreadValidation[i] = $root.crescendo.v1.UnreadSample.fromObject(object.unreadValidation[i], _depth + 1);
                    }
                }
                return message;
            };

            /**
             * Creates a plain object from a RunStatus message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.RunStatus
             * @static
             * @param {crescendo.v1.RunStatus} message RunStatus
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            RunStatus.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.stages = [];
                    object.ranks = [];
                    object.badSamples = [];
                    object.costs = [];
                    object.unreadValidation = [];
                }
                if (options.defaults) {
                    object.run = "";
                    object.state = options.enums === $String ? "RUN_STATE_UNSPECIFIED" : 0;
                    object.spec = null;
                    object.budgetConsumed = 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.badSampleCount = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.badSampleCount = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.totalSteps = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.totalSteps = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.issuedSamples = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.issuedSamples = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.reissuedSamples = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.reissuedSamples = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.acknowledgedSamples = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.acknowledgedSamples = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.replayedSamples = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.replayedSamples = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.unreadValidationCount = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.unreadValidationCount = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                    object.state = options.enums === $String ? $root.crescendo.v1.RunState[message.state] === $undefined ? message.state : $root.crescendo.v1.RunState[message.state] : message.state;
                if (message.spec != null && $Object.hasOwnProperty.call(message, "spec"))
                    object.spec = $root.crescendo.v1.RunSpec.toObject(message.spec, options, _depth + 1);
                if (message.stages && message.stages.length) {
                    object.stages = $Array(message.stages.length);
                    for (let j = 0; j < message.stages.length; ++j)
                        object.stages[j] = $root.crescendo.v1.Stage.toObject(message.stages[j], options, _depth + 1);
                }
                if (message.ranks && message.ranks.length) {
                    object.ranks = $Array(message.ranks.length);
                    for (let j = 0; j < message.ranks.length; ++j)
                        object.ranks[j] = $root.crescendo.v1.RankProgress.toObject(message.ranks[j], options, _depth + 1);
                }
                if (message.consumedStep != null && $Object.hasOwnProperty.call(message, "consumedStep"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.consumedStep = typeof message.consumedStep === "number" ? $BigInt(message.consumedStep) : $util.Long.fromBits(message.consumedStep.low >>> 0, message.consumedStep.high >>> 0, true).toBigInt();
                    else if (typeof message.consumedStep === "number")
                        object.consumedStep = options.longs === $String ? $String(message.consumedStep) : message.consumedStep;
                    else
                        object.consumedStep = options.longs === $String ? $util.Long.prototype.toString.call(message.consumedStep) : options.longs === $Number ? new $util.LongBits(message.consumedStep.low >>> 0, message.consumedStep.high >>> 0).toNumber(true) : message.consumedStep;
                if (message.budgetConsumed != null && $Object.hasOwnProperty.call(message, "budgetConsumed"))
                    object.budgetConsumed = options.json && !$isFinite(message.budgetConsumed) ? $String(message.budgetConsumed) : message.budgetConsumed;
                if (message.badSampleCount != null && $Object.hasOwnProperty.call(message, "badSampleCount"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.badSampleCount = typeof message.badSampleCount === "number" ? $BigInt(message.badSampleCount) : $util.Long.fromBits(message.badSampleCount.low >>> 0, message.badSampleCount.high >>> 0, true).toBigInt();
                    else if (typeof message.badSampleCount === "number")
                        object.badSampleCount = options.longs === $String ? $String(message.badSampleCount) : message.badSampleCount;
                    else
                        object.badSampleCount = options.longs === $String ? $util.Long.prototype.toString.call(message.badSampleCount) : options.longs === $Number ? new $util.LongBits(message.badSampleCount.low >>> 0, message.badSampleCount.high >>> 0).toNumber(true) : message.badSampleCount;
                if (message.badSamples && message.badSamples.length) {
                    object.badSamples = $Array(message.badSamples.length);
                    for (let j = 0; j < message.badSamples.length; ++j)
                        object.badSamples[j] = $root.crescendo.v1.BadSample.toObject(message.badSamples[j], options, _depth + 1);
                }
                if (message.totalSteps != null && $Object.hasOwnProperty.call(message, "totalSteps"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.totalSteps = typeof message.totalSteps === "number" ? $BigInt(message.totalSteps) : $util.Long.fromBits(message.totalSteps.low >>> 0, message.totalSteps.high >>> 0, true).toBigInt();
                    else if (typeof message.totalSteps === "number")
                        object.totalSteps = options.longs === $String ? $String(message.totalSteps) : message.totalSteps;
                    else
                        object.totalSteps = options.longs === $String ? $util.Long.prototype.toString.call(message.totalSteps) : options.longs === $Number ? new $util.LongBits(message.totalSteps.low >>> 0, message.totalSteps.high >>> 0).toNumber(true) : message.totalSteps;
                if (message.issuedSamples != null && $Object.hasOwnProperty.call(message, "issuedSamples"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.issuedSamples = typeof message.issuedSamples === "number" ? $BigInt(message.issuedSamples) : $util.Long.fromBits(message.issuedSamples.low >>> 0, message.issuedSamples.high >>> 0, true).toBigInt();
                    else if (typeof message.issuedSamples === "number")
                        object.issuedSamples = options.longs === $String ? $String(message.issuedSamples) : message.issuedSamples;
                    else
                        object.issuedSamples = options.longs === $String ? $util.Long.prototype.toString.call(message.issuedSamples) : options.longs === $Number ? new $util.LongBits(message.issuedSamples.low >>> 0, message.issuedSamples.high >>> 0).toNumber(true) : message.issuedSamples;
                if (message.reissuedSamples != null && $Object.hasOwnProperty.call(message, "reissuedSamples"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.reissuedSamples = typeof message.reissuedSamples === "number" ? $BigInt(message.reissuedSamples) : $util.Long.fromBits(message.reissuedSamples.low >>> 0, message.reissuedSamples.high >>> 0, true).toBigInt();
                    else if (typeof message.reissuedSamples === "number")
                        object.reissuedSamples = options.longs === $String ? $String(message.reissuedSamples) : message.reissuedSamples;
                    else
                        object.reissuedSamples = options.longs === $String ? $util.Long.prototype.toString.call(message.reissuedSamples) : options.longs === $Number ? new $util.LongBits(message.reissuedSamples.low >>> 0, message.reissuedSamples.high >>> 0).toNumber(true) : message.reissuedSamples;
                if (message.acknowledgedSamples != null && $Object.hasOwnProperty.call(message, "acknowledgedSamples"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.acknowledgedSamples = typeof message.acknowledgedSamples === "number" ? $BigInt(message.acknowledgedSamples) : $util.Long.fromBits(message.acknowledgedSamples.low >>> 0, message.acknowledgedSamples.high >>> 0, true).toBigInt();
                    else if (typeof message.acknowledgedSamples === "number")
                        object.acknowledgedSamples = options.longs === $String ? $String(message.acknowledgedSamples) : message.acknowledgedSamples;
                    else
                        object.acknowledgedSamples = options.longs === $String ? $util.Long.prototype.toString.call(message.acknowledgedSamples) : options.longs === $Number ? new $util.LongBits(message.acknowledgedSamples.low >>> 0, message.acknowledgedSamples.high >>> 0).toNumber(true) : message.acknowledgedSamples;
                if (message.replayedSamples != null && $Object.hasOwnProperty.call(message, "replayedSamples"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.replayedSamples = typeof message.replayedSamples === "number" ? $BigInt(message.replayedSamples) : $util.Long.fromBits(message.replayedSamples.low >>> 0, message.replayedSamples.high >>> 0, true).toBigInt();
                    else if (typeof message.replayedSamples === "number")
                        object.replayedSamples = options.longs === $String ? $String(message.replayedSamples) : message.replayedSamples;
                    else
                        object.replayedSamples = options.longs === $String ? $util.Long.prototype.toString.call(message.replayedSamples) : options.longs === $Number ? new $util.LongBits(message.replayedSamples.low >>> 0, message.replayedSamples.high >>> 0).toNumber(true) : message.replayedSamples;
                if (message.costs && message.costs.length) {
                    object.costs = $Array(message.costs.length);
                    for (let j = 0; j < message.costs.length; ++j)
                        object.costs[j] = $root.crescendo.v1.MeasuredCost.toObject(message.costs[j], options, _depth + 1);
                }
                if (message.unreadValidationCount != null && $Object.hasOwnProperty.call(message, "unreadValidationCount"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.unreadValidationCount = typeof message.unreadValidationCount === "number" ? $BigInt(message.unreadValidationCount) : $util.Long.fromBits(message.unreadValidationCount.low >>> 0, message.unreadValidationCount.high >>> 0, true).toBigInt();
                    else if (typeof message.unreadValidationCount === "number")
                        object.unreadValidationCount = options.longs === $String ? $String(message.unreadValidationCount) : message.unreadValidationCount;
                    else
                        object.unreadValidationCount = options.longs === $String ? $util.Long.prototype.toString.call(message.unreadValidationCount) : options.longs === $Number ? new $util.LongBits(message.unreadValidationCount.low >>> 0, message.unreadValidationCount.high >>> 0).toNumber(true) : message.unreadValidationCount;
                if (message.unreadValidation && message.unreadValidation.length) {
                    object.unreadValidation = $Array(message.unreadValidation.length);
                    for (let j = 0; j < message.unreadValidation.length; ++j)
                        object.unreadValidation[j] = $root.crescendo.v1.UnreadSample.toObject(message.unreadValidation[j], options, _depth + 1);
                }
                return object;
            };

            /**
             * Converts this RunStatus to JSON.
             * @function toJSON
             * @memberof crescendo.v1.RunStatus
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            RunStatus.prototype.toJSON = function() {
                return RunStatus.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for RunStatus
             * @function getTypeUrl
             * @memberof crescendo.v1.RunStatus
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            RunStatus.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.RunStatus";
            };

            return RunStatus;
        })();

        v1.MeasuredCost = (function() {

            /**
             * Properties of a MeasuredCost.
             * @typedef {Object} crescendo.v1.MeasuredCost.$Properties
             * @property {number|null} [side] MeasuredCost side
             * @property {number|null} [secondsPerSample] MeasuredCost secondsPerSample
             * @property {number|null} [relative] MeasuredCost relative
             * @property {number|null} [model] MeasuredCost model
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MeasuredCost.
             * @memberof crescendo.v1
             * @interface IMeasuredCost
             * @augments crescendo.v1.MeasuredCost.$Properties
             * @deprecated Use crescendo.v1.MeasuredCost.$Properties instead.
             */

            /**
             * Shape of a MeasuredCost.
             * @typedef {crescendo.v1.MeasuredCost.$Properties} crescendo.v1.MeasuredCost.$Shape
             */

            /**
             * Constructs a new MeasuredCost.
             * @memberof crescendo.v1
             * @classdesc Represents a MeasuredCost.
             * @constructor
             * @param {crescendo.v1.MeasuredCost.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MeasuredCost = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MeasuredCost side.
             * @member {number} side
             * @memberof crescendo.v1.MeasuredCost
             * @instance
             */
            MeasuredCost.prototype.side = 0;

            /**
             * MeasuredCost secondsPerSample.
             * @member {number} secondsPerSample
             * @memberof crescendo.v1.MeasuredCost
             * @instance
             */
            MeasuredCost.prototype.secondsPerSample = 0;

            /**
             * MeasuredCost relative.
             * @member {number} relative
             * @memberof crescendo.v1.MeasuredCost
             * @instance
             */
            MeasuredCost.prototype.relative = 0;

            /**
             * MeasuredCost model.
             * @member {number} model
             * @memberof crescendo.v1.MeasuredCost
             * @instance
             */
            MeasuredCost.prototype.model = 0;

            /**
             * Creates a new MeasuredCost instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.MeasuredCost
             * @static
             * @param {crescendo.v1.MeasuredCost.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.MeasuredCost} MeasuredCost instance
             * @type {{
             *   (properties: crescendo.v1.MeasuredCost.$Shape): crescendo.v1.MeasuredCost & crescendo.v1.MeasuredCost.$Shape;
             *   (properties?: crescendo.v1.MeasuredCost.$Properties): crescendo.v1.MeasuredCost;
             * }}
             */
            MeasuredCost.create = function(properties) {
                return new MeasuredCost(properties);
            };

            /**
             * Encodes the specified MeasuredCost message. Does not implicitly {@link crescendo.v1.MeasuredCost.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.MeasuredCost
             * @static
             * @param {crescendo.v1.MeasuredCost.$Properties} message MeasuredCost message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MeasuredCost.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.side != null && $Object.hasOwnProperty.call(message, "side") && message.side !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.side);
                if (message.secondsPerSample != null && $Object.hasOwnProperty.call(message, "secondsPerSample") && !$Object.is(message.secondsPerSample, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.secondsPerSample);
                if (message.relative != null && $Object.hasOwnProperty.call(message, "relative") && !$Object.is(message.relative, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.relative);
                if (message.model != null && $Object.hasOwnProperty.call(message, "model") && !$Object.is(message.model, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.model);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MeasuredCost message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.MeasuredCost
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.MeasuredCost & crescendo.v1.MeasuredCost.$Shape} MeasuredCost
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MeasuredCost.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.MeasuredCost();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.side = value;
                            else
                                delete message.side;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.secondsPerSample = value;
                            else
                                delete message.secondsPerSample;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.relative = value;
                            else
                                delete message.relative;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.model = value;
                            else
                                delete message.model;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a MeasuredCost message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.MeasuredCost
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.MeasuredCost} MeasuredCost
             */
            MeasuredCost.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.MeasuredCost)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.MeasuredCost: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.MeasuredCost();
                if (object.side != null)
                    if ($Number(object.side) !== 0)
                        message.side = object.side >>> 0;
                if (object.secondsPerSample != null)
                    if (!$Object.is($Number(object.secondsPerSample), 0))
                        message.secondsPerSample = $Number(object.secondsPerSample);
                if (object.relative != null)
                    if (!$Object.is($Number(object.relative), 0))
                        message.relative = $Number(object.relative);
                if (object.model != null)
                    if (!$Object.is($Number(object.model), 0))
                        message.model = $Number(object.model);
                return message;
            };

            /**
             * Creates a plain object from a MeasuredCost message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.MeasuredCost
             * @static
             * @param {crescendo.v1.MeasuredCost} message MeasuredCost
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            MeasuredCost.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.side = 0;
                    object.secondsPerSample = 0;
                    object.relative = 0;
                    object.model = 0;
                }
                if (message.side != null && $Object.hasOwnProperty.call(message, "side"))
                    object.side = message.side;
                if (message.secondsPerSample != null && $Object.hasOwnProperty.call(message, "secondsPerSample"))
                    object.secondsPerSample = options.json && !$isFinite(message.secondsPerSample) ? $String(message.secondsPerSample) : message.secondsPerSample;
                if (message.relative != null && $Object.hasOwnProperty.call(message, "relative"))
                    object.relative = options.json && !$isFinite(message.relative) ? $String(message.relative) : message.relative;
                if (message.model != null && $Object.hasOwnProperty.call(message, "model"))
                    object.model = options.json && !$isFinite(message.model) ? $String(message.model) : message.model;
                return object;
            };

            /**
             * Converts this MeasuredCost to JSON.
             * @function toJSON
             * @memberof crescendo.v1.MeasuredCost
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            MeasuredCost.prototype.toJSON = function() {
                return MeasuredCost.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for MeasuredCost
             * @function getTypeUrl
             * @memberof crescendo.v1.MeasuredCost
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            MeasuredCost.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.MeasuredCost";
            };

            return MeasuredCost;
        })();

        v1.GetRunResponse = (function() {

            /**
             * Properties of a GetRunResponse.
             * @typedef {Object} crescendo.v1.GetRunResponse.$Properties
             * @property {crescendo.v1.RunStatus.$Properties|null} [status] GetRunResponse status
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GetRunResponse.
             * @memberof crescendo.v1
             * @interface IGetRunResponse
             * @augments crescendo.v1.GetRunResponse.$Properties
             * @deprecated Use crescendo.v1.GetRunResponse.$Properties instead.
             */

            /**
             * Shape of a GetRunResponse.
             * @typedef {crescendo.v1.GetRunResponse.$Properties} crescendo.v1.GetRunResponse.$Shape
             */

            /**
             * Constructs a new GetRunResponse.
             * @memberof crescendo.v1
             * @classdesc Represents a GetRunResponse.
             * @constructor
             * @param {crescendo.v1.GetRunResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GetRunResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * GetRunResponse status.
             * @member {crescendo.v1.RunStatus.$Properties|null|undefined} status
             * @memberof crescendo.v1.GetRunResponse
             * @instance
             */
            GetRunResponse.prototype.status = null;

            /**
             * Creates a new GetRunResponse instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.GetRunResponse
             * @static
             * @param {crescendo.v1.GetRunResponse.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.GetRunResponse} GetRunResponse instance
             * @type {{
             *   (properties: crescendo.v1.GetRunResponse.$Shape): crescendo.v1.GetRunResponse & crescendo.v1.GetRunResponse.$Shape;
             *   (properties?: crescendo.v1.GetRunResponse.$Properties): crescendo.v1.GetRunResponse;
             * }}
             */
            GetRunResponse.create = function(properties) {
                return new GetRunResponse(properties);
            };

            /**
             * Encodes the specified GetRunResponse message. Does not implicitly {@link crescendo.v1.GetRunResponse.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.GetRunResponse
             * @static
             * @param {crescendo.v1.GetRunResponse.$Properties} message GetRunResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GetRunResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                    $root.crescendo.v1.RunStatus.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GetRunResponse message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.GetRunResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.GetRunResponse & crescendo.v1.GetRunResponse.$Shape} GetRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GetRunResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.GetRunResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.status = $root.crescendo.v1.RunStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a GetRunResponse message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.GetRunResponse
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.GetRunResponse} GetRunResponse
             */
            GetRunResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.GetRunResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.GetRunResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.GetRunResponse();
                if (object.status != null) {
                    if (!$util.isObject(object.status))
                        throw $TypeError(".crescendo.v1.GetRunResponse.status: object expected");
                    message.status = $root.crescendo.v1.RunStatus.fromObject(object.status, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a GetRunResponse message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.GetRunResponse
             * @static
             * @param {crescendo.v1.GetRunResponse} message GetRunResponse
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            GetRunResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.status = null;
                if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                    object.status = $root.crescendo.v1.RunStatus.toObject(message.status, options, _depth + 1);
                return object;
            };

            /**
             * Converts this GetRunResponse to JSON.
             * @function toJSON
             * @memberof crescendo.v1.GetRunResponse
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            GetRunResponse.prototype.toJSON = function() {
                return GetRunResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for GetRunResponse
             * @function getTypeUrl
             * @memberof crescendo.v1.GetRunResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            GetRunResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.GetRunResponse";
            };

            return GetRunResponse;
        })();

        v1.WatchRunRequest = (function() {

            /**
             * Properties of a WatchRunRequest.
             * @typedef {Object} crescendo.v1.WatchRunRequest.$Properties
             * @property {string|null} [run] WatchRunRequest run
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a WatchRunRequest.
             * @memberof crescendo.v1
             * @interface IWatchRunRequest
             * @augments crescendo.v1.WatchRunRequest.$Properties
             * @deprecated Use crescendo.v1.WatchRunRequest.$Properties instead.
             */

            /**
             * Shape of a WatchRunRequest.
             * @typedef {crescendo.v1.WatchRunRequest.$Properties} crescendo.v1.WatchRunRequest.$Shape
             */

            /**
             * Constructs a new WatchRunRequest.
             * @memberof crescendo.v1
             * @classdesc Represents a WatchRunRequest.
             * @constructor
             * @param {crescendo.v1.WatchRunRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const WatchRunRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * WatchRunRequest run.
             * @member {string} run
             * @memberof crescendo.v1.WatchRunRequest
             * @instance
             */
            WatchRunRequest.prototype.run = "";

            /**
             * Creates a new WatchRunRequest instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.WatchRunRequest
             * @static
             * @param {crescendo.v1.WatchRunRequest.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.WatchRunRequest} WatchRunRequest instance
             * @type {{
             *   (properties: crescendo.v1.WatchRunRequest.$Shape): crescendo.v1.WatchRunRequest & crescendo.v1.WatchRunRequest.$Shape;
             *   (properties?: crescendo.v1.WatchRunRequest.$Properties): crescendo.v1.WatchRunRequest;
             * }}
             */
            WatchRunRequest.create = function(properties) {
                return new WatchRunRequest(properties);
            };

            /**
             * Encodes the specified WatchRunRequest message. Does not implicitly {@link crescendo.v1.WatchRunRequest.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.WatchRunRequest
             * @static
             * @param {crescendo.v1.WatchRunRequest.$Properties} message WatchRunRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            WatchRunRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.run);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a WatchRunRequest message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.WatchRunRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.WatchRunRequest & crescendo.v1.WatchRunRequest.$Shape} WatchRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            WatchRunRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.WatchRunRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a WatchRunRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.WatchRunRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.WatchRunRequest} WatchRunRequest
             */
            WatchRunRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.WatchRunRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.WatchRunRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.WatchRunRequest();
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                return message;
            };

            /**
             * Creates a plain object from a WatchRunRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.WatchRunRequest
             * @static
             * @param {crescendo.v1.WatchRunRequest} message WatchRunRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            WatchRunRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.run = "";
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                return object;
            };

            /**
             * Converts this WatchRunRequest to JSON.
             * @function toJSON
             * @memberof crescendo.v1.WatchRunRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            WatchRunRequest.prototype.toJSON = function() {
                return WatchRunRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for WatchRunRequest
             * @function getTypeUrl
             * @memberof crescendo.v1.WatchRunRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            WatchRunRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.WatchRunRequest";
            };

            return WatchRunRequest;
        })();

        v1.WatchRunResponse = (function() {

            /**
             * Properties of a WatchRunResponse.
             * @typedef {Object} crescendo.v1.WatchRunResponse.$Properties
             * @property {crescendo.v1.RunStatus.$Properties|null} [status] WatchRunResponse status
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a WatchRunResponse.
             * @memberof crescendo.v1
             * @interface IWatchRunResponse
             * @augments crescendo.v1.WatchRunResponse.$Properties
             * @deprecated Use crescendo.v1.WatchRunResponse.$Properties instead.
             */

            /**
             * Shape of a WatchRunResponse.
             * @typedef {crescendo.v1.WatchRunResponse.$Properties} crescendo.v1.WatchRunResponse.$Shape
             */

            /**
             * Constructs a new WatchRunResponse.
             * @memberof crescendo.v1
             * @classdesc Represents a WatchRunResponse.
             * @constructor
             * @param {crescendo.v1.WatchRunResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const WatchRunResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * WatchRunResponse status.
             * @member {crescendo.v1.RunStatus.$Properties|null|undefined} status
             * @memberof crescendo.v1.WatchRunResponse
             * @instance
             */
            WatchRunResponse.prototype.status = null;

            /**
             * Creates a new WatchRunResponse instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.WatchRunResponse
             * @static
             * @param {crescendo.v1.WatchRunResponse.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.WatchRunResponse} WatchRunResponse instance
             * @type {{
             *   (properties: crescendo.v1.WatchRunResponse.$Shape): crescendo.v1.WatchRunResponse & crescendo.v1.WatchRunResponse.$Shape;
             *   (properties?: crescendo.v1.WatchRunResponse.$Properties): crescendo.v1.WatchRunResponse;
             * }}
             */
            WatchRunResponse.create = function(properties) {
                return new WatchRunResponse(properties);
            };

            /**
             * Encodes the specified WatchRunResponse message. Does not implicitly {@link crescendo.v1.WatchRunResponse.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.WatchRunResponse
             * @static
             * @param {crescendo.v1.WatchRunResponse.$Properties} message WatchRunResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            WatchRunResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                    $root.crescendo.v1.RunStatus.encode(message.status, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a WatchRunResponse message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.WatchRunResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.WatchRunResponse & crescendo.v1.WatchRunResponse.$Shape} WatchRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            WatchRunResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.WatchRunResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.status = $root.crescendo.v1.RunStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a WatchRunResponse message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.WatchRunResponse
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.WatchRunResponse} WatchRunResponse
             */
            WatchRunResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.WatchRunResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.WatchRunResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.WatchRunResponse();
                if (object.status != null) {
                    if (!$util.isObject(object.status))
                        throw $TypeError(".crescendo.v1.WatchRunResponse.status: object expected");
                    message.status = $root.crescendo.v1.RunStatus.fromObject(object.status, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a WatchRunResponse message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.WatchRunResponse
             * @static
             * @param {crescendo.v1.WatchRunResponse} message WatchRunResponse
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            WatchRunResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.status = null;
                if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                    object.status = $root.crescendo.v1.RunStatus.toObject(message.status, options, _depth + 1);
                return object;
            };

            /**
             * Converts this WatchRunResponse to JSON.
             * @function toJSON
             * @memberof crescendo.v1.WatchRunResponse
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            WatchRunResponse.prototype.toJSON = function() {
                return WatchRunResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for WatchRunResponse
             * @function getTypeUrl
             * @memberof crescendo.v1.WatchRunResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            WatchRunResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.WatchRunResponse";
            };

            return WatchRunResponse;
        })();

        v1.ListRunsRequest = (function() {

            /**
             * Properties of a ListRunsRequest.
             * @typedef {Object} crescendo.v1.ListRunsRequest.$Properties
             * @property {boolean|null} [archived] ListRunsRequest archived
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ListRunsRequest.
             * @memberof crescendo.v1
             * @interface IListRunsRequest
             * @augments crescendo.v1.ListRunsRequest.$Properties
             * @deprecated Use crescendo.v1.ListRunsRequest.$Properties instead.
             */

            /**
             * Shape of a ListRunsRequest.
             * @typedef {crescendo.v1.ListRunsRequest.$Properties} crescendo.v1.ListRunsRequest.$Shape
             */

            /**
             * Constructs a new ListRunsRequest.
             * @memberof crescendo.v1
             * @classdesc Represents a ListRunsRequest.
             * @constructor
             * @param {crescendo.v1.ListRunsRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ListRunsRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ListRunsRequest archived.
             * @member {boolean} archived
             * @memberof crescendo.v1.ListRunsRequest
             * @instance
             */
            ListRunsRequest.prototype.archived = false;

            /**
             * Creates a new ListRunsRequest instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.ListRunsRequest
             * @static
             * @param {crescendo.v1.ListRunsRequest.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.ListRunsRequest} ListRunsRequest instance
             * @type {{
             *   (properties: crescendo.v1.ListRunsRequest.$Shape): crescendo.v1.ListRunsRequest & crescendo.v1.ListRunsRequest.$Shape;
             *   (properties?: crescendo.v1.ListRunsRequest.$Properties): crescendo.v1.ListRunsRequest;
             * }}
             */
            ListRunsRequest.create = function(properties) {
                return new ListRunsRequest(properties);
            };

            /**
             * Encodes the specified ListRunsRequest message. Does not implicitly {@link crescendo.v1.ListRunsRequest.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.ListRunsRequest
             * @static
             * @param {crescendo.v1.ListRunsRequest.$Properties} message ListRunsRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ListRunsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.archived != null && $Object.hasOwnProperty.call(message, "archived") && message.archived !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.archived);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ListRunsRequest message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.ListRunsRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.ListRunsRequest & crescendo.v1.ListRunsRequest.$Shape} ListRunsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ListRunsRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.ListRunsRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.archived = value;
                            else
                                delete message.archived;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a ListRunsRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.ListRunsRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.ListRunsRequest} ListRunsRequest
             */
            ListRunsRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.ListRunsRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.ListRunsRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.ListRunsRequest();
                if (object.archived != null)
                    if (object.archived)
                        message.archived = $Boolean(object.archived);
                return message;
            };

            /**
             * Creates a plain object from a ListRunsRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.ListRunsRequest
             * @static
             * @param {crescendo.v1.ListRunsRequest} message ListRunsRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ListRunsRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.archived = false;
                if (message.archived != null && $Object.hasOwnProperty.call(message, "archived"))
                    object.archived = message.archived;
                return object;
            };

            /**
             * Converts this ListRunsRequest to JSON.
             * @function toJSON
             * @memberof crescendo.v1.ListRunsRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ListRunsRequest.prototype.toJSON = function() {
                return ListRunsRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ListRunsRequest
             * @function getTypeUrl
             * @memberof crescendo.v1.ListRunsRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ListRunsRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.ListRunsRequest";
            };

            return ListRunsRequest;
        })();

        v1.RunSummary = (function() {

            /**
             * Properties of a RunSummary.
             * @typedef {Object} crescendo.v1.RunSummary.$Properties
             * @property {string|null} [run] RunSummary run
             * @property {string|null} [dataset] RunSummary dataset
             * @property {number|null} [createdMs] RunSummary createdMs
             * @property {boolean|null} [finished] RunSummary finished
             * @property {number|null} [consumedStep] RunSummary consumedStep
             * @property {number|null} [totalSteps] RunSummary totalSteps
             * @property {number|null} [budgetConsumed] RunSummary budgetConsumed
             * @property {number|null} [stage] RunSummary stage
             * @property {number|null} [issuedSamples] RunSummary issuedSamples
             * @property {number|null} [reissuedSamples] RunSummary reissuedSamples
             * @property {number|null} [acknowledgedSamples] RunSummary acknowledgedSamples
             * @property {number|null} [replayedSamples] RunSummary replayedSamples
             * @property {number|null} [badSampleCount] RunSummary badSampleCount
             * @property {boolean|null} [archived] RunSummary archived
             * @property {string|null} [owner] RunSummary owner
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RunSummary.
             * @memberof crescendo.v1
             * @interface IRunSummary
             * @augments crescendo.v1.RunSummary.$Properties
             * @deprecated Use crescendo.v1.RunSummary.$Properties instead.
             */

            /**
             * Shape of a RunSummary.
             * @typedef {crescendo.v1.RunSummary.$Properties} crescendo.v1.RunSummary.$Shape
             */

            /**
             * Constructs a new RunSummary.
             * @memberof crescendo.v1
             * @classdesc Represents a RunSummary.
             * @constructor
             * @param {crescendo.v1.RunSummary.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RunSummary = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RunSummary run.
             * @member {string} run
             * @memberof crescendo.v1.RunSummary
             * @instance
             */
            RunSummary.prototype.run = "";

            /**
             * RunSummary dataset.
             * @member {string} dataset
             * @memberof crescendo.v1.RunSummary
             * @instance
             */
            RunSummary.prototype.dataset = "";

            /**
             * RunSummary createdMs.
             * @member {number} createdMs
             * @memberof crescendo.v1.RunSummary
             * @instance
             */
            RunSummary.prototype.createdMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RunSummary finished.
             * @member {boolean} finished
             * @memberof crescendo.v1.RunSummary
             * @instance
             */
            RunSummary.prototype.finished = false;

            /**
             * RunSummary consumedStep.
             * @member {number|null|undefined} consumedStep
             * @memberof crescendo.v1.RunSummary
             * @instance
             */
            RunSummary.prototype.consumedStep = null;

            /**
             * RunSummary totalSteps.
             * @member {number} totalSteps
             * @memberof crescendo.v1.RunSummary
             * @instance
             */
            RunSummary.prototype.totalSteps = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RunSummary budgetConsumed.
             * @member {number} budgetConsumed
             * @memberof crescendo.v1.RunSummary
             * @instance
             */
            RunSummary.prototype.budgetConsumed = 0;

            /**
             * RunSummary stage.
             * @member {number} stage
             * @memberof crescendo.v1.RunSummary
             * @instance
             */
            RunSummary.prototype.stage = 0;

            /**
             * RunSummary issuedSamples.
             * @member {number} issuedSamples
             * @memberof crescendo.v1.RunSummary
             * @instance
             */
            RunSummary.prototype.issuedSamples = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RunSummary reissuedSamples.
             * @member {number} reissuedSamples
             * @memberof crescendo.v1.RunSummary
             * @instance
             */
            RunSummary.prototype.reissuedSamples = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RunSummary acknowledgedSamples.
             * @member {number} acknowledgedSamples
             * @memberof crescendo.v1.RunSummary
             * @instance
             */
            RunSummary.prototype.acknowledgedSamples = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RunSummary replayedSamples.
             * @member {number} replayedSamples
             * @memberof crescendo.v1.RunSummary
             * @instance
             */
            RunSummary.prototype.replayedSamples = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RunSummary badSampleCount.
             * @member {number} badSampleCount
             * @memberof crescendo.v1.RunSummary
             * @instance
             */
            RunSummary.prototype.badSampleCount = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * RunSummary archived.
             * @member {boolean} archived
             * @memberof crescendo.v1.RunSummary
             * @instance
             */
            RunSummary.prototype.archived = false;

            /**
             * RunSummary owner.
             * @member {string} owner
             * @memberof crescendo.v1.RunSummary
             * @instance
             */
            RunSummary.prototype.owner = "";

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(RunSummary.prototype, "_consumedStep", {
                get: $util.oneOfGetter($oneOfFields = ["consumedStep"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new RunSummary instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.RunSummary
             * @static
             * @param {crescendo.v1.RunSummary.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.RunSummary} RunSummary instance
             * @type {{
             *   (properties: crescendo.v1.RunSummary.$Shape): crescendo.v1.RunSummary & crescendo.v1.RunSummary.$Shape;
             *   (properties?: crescendo.v1.RunSummary.$Properties): crescendo.v1.RunSummary;
             * }}
             */
            RunSummary.create = function(properties) {
                return new RunSummary(properties);
            };

            /**
             * Encodes the specified RunSummary message. Does not implicitly {@link crescendo.v1.RunSummary.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.RunSummary
             * @static
             * @param {crescendo.v1.RunSummary.$Properties} message RunSummary message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RunSummary.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.run);
                if (message.dataset != null && $Object.hasOwnProperty.call(message, "dataset") && message.dataset !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.dataset);
                if (message.createdMs != null && $Object.hasOwnProperty.call(message, "createdMs") && (typeof message.createdMs === "object" ? message.createdMs.low || message.createdMs.high : message.createdMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.createdMs);
                if (message.finished != null && $Object.hasOwnProperty.call(message, "finished") && message.finished !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.finished);
                if (message.consumedStep != null && $Object.hasOwnProperty.call(message, "consumedStep"))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.consumedStep);
                if (message.totalSteps != null && $Object.hasOwnProperty.call(message, "totalSteps") && (typeof message.totalSteps === "object" ? message.totalSteps.low || message.totalSteps.high : message.totalSteps !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.totalSteps);
                if (message.budgetConsumed != null && $Object.hasOwnProperty.call(message, "budgetConsumed") && !$Object.is(message.budgetConsumed, 0))
                    writer.uint32(/* id 7, wireType 1 =*/57).double(message.budgetConsumed);
                if (message.stage != null && $Object.hasOwnProperty.call(message, "stage") && message.stage !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.stage);
                if (message.issuedSamples != null && $Object.hasOwnProperty.call(message, "issuedSamples") && (typeof message.issuedSamples === "object" ? message.issuedSamples.low || message.issuedSamples.high : message.issuedSamples !== 0))
                    writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.issuedSamples);
                if (message.reissuedSamples != null && $Object.hasOwnProperty.call(message, "reissuedSamples") && (typeof message.reissuedSamples === "object" ? message.reissuedSamples.low || message.reissuedSamples.high : message.reissuedSamples !== 0))
                    writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.reissuedSamples);
                if (message.acknowledgedSamples != null && $Object.hasOwnProperty.call(message, "acknowledgedSamples") && (typeof message.acknowledgedSamples === "object" ? message.acknowledgedSamples.low || message.acknowledgedSamples.high : message.acknowledgedSamples !== 0))
                    writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.acknowledgedSamples);
                if (message.replayedSamples != null && $Object.hasOwnProperty.call(message, "replayedSamples") && (typeof message.replayedSamples === "object" ? message.replayedSamples.low || message.replayedSamples.high : message.replayedSamples !== 0))
                    writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.replayedSamples);
                if (message.badSampleCount != null && $Object.hasOwnProperty.call(message, "badSampleCount") && (typeof message.badSampleCount === "object" ? message.badSampleCount.low || message.badSampleCount.high : message.badSampleCount !== 0))
                    writer.uint32(/* id 13, wireType 0 =*/104).uint64(message.badSampleCount);
                if (message.archived != null && $Object.hasOwnProperty.call(message, "archived") && message.archived !== false)
                    writer.uint32(/* id 14, wireType 0 =*/112).bool(message.archived);
                if (message.owner != null && $Object.hasOwnProperty.call(message, "owner") && message.owner !== "")
                    writer.uint32(/* id 15, wireType 2 =*/122).string(message.owner);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RunSummary message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.RunSummary
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.RunSummary & crescendo.v1.RunSummary.$Shape} RunSummary
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RunSummary.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.RunSummary();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.dataset = value;
                            else
                                delete message.dataset;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.createdMs = value;
                            else
                                delete message.createdMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.finished = value;
                            else
                                delete message.finished;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.consumedStep = $uint64(reader);
                            message._consumedStep = "consumedStep";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.totalSteps = value;
                            else
                                delete message.totalSteps;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.budgetConsumed = value;
                            else
                                delete message.budgetConsumed;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stage = value;
                            else
                                delete message.stage;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.issuedSamples = value;
                            else
                                delete message.issuedSamples;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.reissuedSamples = value;
                            else
                                delete message.reissuedSamples;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.acknowledgedSamples = value;
                            else
                                delete message.acknowledgedSamples;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.replayedSamples = value;
                            else
                                delete message.replayedSamples;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.badSampleCount = value;
                            else
                                delete message.badSampleCount;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.archived = value;
                            else
                                delete message.archived;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.owner = value;
                            else
                                delete message.owner;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a RunSummary message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.RunSummary
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.RunSummary} RunSummary
             */
            RunSummary.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.RunSummary)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.RunSummary: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.RunSummary();
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                if (object.dataset != null)
                    if (typeof object.dataset !== "string" || object.dataset.length)
                        message.dataset = $String(object.dataset);
                if (object.createdMs != null)
                    if (typeof object.createdMs === "object" ? object.createdMs.low || object.createdMs.high : $Number(object.createdMs) !== 0)
                        if ($util.Long)
                            message.createdMs = $util.Long.fromValue(object.createdMs, true);
                        else if (typeof object.createdMs === "string")
                            message.createdMs = $parseInt(object.createdMs, 10);
                        else if (typeof object.createdMs === "number")
                            message.createdMs = object.createdMs;
                        else if (typeof object.createdMs === "object")
                            message.createdMs = new $util.LongBits(object.createdMs.low >>> 0, object.createdMs.high >>> 0).toNumber(true);
                if (object.finished != null)
                    if (object.finished)
                        message.finished = $Boolean(object.finished);
                if (object.consumedStep != null)
                    if ($util.Long)
                        message.consumedStep = $util.Long.fromValue(object.consumedStep, true);
                    else if (typeof object.consumedStep === "string")
                        message.consumedStep = $parseInt(object.consumedStep, 10);
                    else if (typeof object.consumedStep === "number")
                        message.consumedStep = object.consumedStep;
                    else if (typeof object.consumedStep === "object")
                        message.consumedStep = new $util.LongBits(object.consumedStep.low >>> 0, object.consumedStep.high >>> 0).toNumber(true);
                if (object.totalSteps != null)
                    if (typeof object.totalSteps === "object" ? object.totalSteps.low || object.totalSteps.high : $Number(object.totalSteps) !== 0)
                        if ($util.Long)
                            message.totalSteps = $util.Long.fromValue(object.totalSteps, true);
                        else if (typeof object.totalSteps === "string")
                            message.totalSteps = $parseInt(object.totalSteps, 10);
                        else if (typeof object.totalSteps === "number")
                            message.totalSteps = object.totalSteps;
                        else if (typeof object.totalSteps === "object")
                            message.totalSteps = new $util.LongBits(object.totalSteps.low >>> 0, object.totalSteps.high >>> 0).toNumber(true);
                if (object.budgetConsumed != null)
                    if (!$Object.is($Number(object.budgetConsumed), 0))
                        message.budgetConsumed = $Number(object.budgetConsumed);
                if (object.stage != null)
                    if ($Number(object.stage) !== 0)
                        message.stage = object.stage >>> 0;
                if (object.issuedSamples != null)
                    if (typeof object.issuedSamples === "object" ? object.issuedSamples.low || object.issuedSamples.high : $Number(object.issuedSamples) !== 0)
                        if ($util.Long)
                            message.issuedSamples = $util.Long.fromValue(object.issuedSamples, true);
                        else if (typeof object.issuedSamples === "string")
                            message.issuedSamples = $parseInt(object.issuedSamples, 10);
                        else if (typeof object.issuedSamples === "number")
                            message.issuedSamples = object.issuedSamples;
                        else if (typeof object.issuedSamples === "object")
                            message.issuedSamples = new $util.LongBits(object.issuedSamples.low >>> 0, object.issuedSamples.high >>> 0).toNumber(true);
                if (object.reissuedSamples != null)
                    if (typeof object.reissuedSamples === "object" ? object.reissuedSamples.low || object.reissuedSamples.high : $Number(object.reissuedSamples) !== 0)
                        if ($util.Long)
                            message.reissuedSamples = $util.Long.fromValue(object.reissuedSamples, true);
                        else if (typeof object.reissuedSamples === "string")
                            message.reissuedSamples = $parseInt(object.reissuedSamples, 10);
                        else if (typeof object.reissuedSamples === "number")
                            message.reissuedSamples = object.reissuedSamples;
                        else if (typeof object.reissuedSamples === "object")
                            message.reissuedSamples = new $util.LongBits(object.reissuedSamples.low >>> 0, object.reissuedSamples.high >>> 0).toNumber(true);
                if (object.acknowledgedSamples != null)
                    if (typeof object.acknowledgedSamples === "object" ? object.acknowledgedSamples.low || object.acknowledgedSamples.high : $Number(object.acknowledgedSamples) !== 0)
                        if ($util.Long)
                            message.acknowledgedSamples = $util.Long.fromValue(object.acknowledgedSamples, true);
                        else if (typeof object.acknowledgedSamples === "string")
                            message.acknowledgedSamples = $parseInt(object.acknowledgedSamples, 10);
                        else if (typeof object.acknowledgedSamples === "number")
                            message.acknowledgedSamples = object.acknowledgedSamples;
                        else if (typeof object.acknowledgedSamples === "object")
                            message.acknowledgedSamples = new $util.LongBits(object.acknowledgedSamples.low >>> 0, object.acknowledgedSamples.high >>> 0).toNumber(true);
                if (object.replayedSamples != null)
                    if (typeof object.replayedSamples === "object" ? object.replayedSamples.low || object.replayedSamples.high : $Number(object.replayedSamples) !== 0)
                        if ($util.Long)
                            message.replayedSamples = $util.Long.fromValue(object.replayedSamples, true);
                        else if (typeof object.replayedSamples === "string")
                            message.replayedSamples = $parseInt(object.replayedSamples, 10);
                        else if (typeof object.replayedSamples === "number")
                            message.replayedSamples = object.replayedSamples;
                        else if (typeof object.replayedSamples === "object")
                            message.replayedSamples = new $util.LongBits(object.replayedSamples.low >>> 0, object.replayedSamples.high >>> 0).toNumber(true);
                if (object.badSampleCount != null)
                    if (typeof object.badSampleCount === "object" ? object.badSampleCount.low || object.badSampleCount.high : $Number(object.badSampleCount) !== 0)
                        if ($util.Long)
                            message.badSampleCount = $util.Long.fromValue(object.badSampleCount, true);
                        else if (typeof object.badSampleCount === "string")
                            message.badSampleCount = $parseInt(object.badSampleCount, 10);
                        else if (typeof object.badSampleCount === "number")
                            message.badSampleCount = object.badSampleCount;
                        else if (typeof object.badSampleCount === "object")
                            message.badSampleCount = new $util.LongBits(object.badSampleCount.low >>> 0, object.badSampleCount.high >>> 0).toNumber(true);
                if (object.archived != null)
                    if (object.archived)
                        message.archived = $Boolean(object.archived);
                if (object.owner != null)
                    if (typeof object.owner !== "string" || object.owner.length)
                        message.owner = $String(object.owner);
                return message;
            };

            /**
             * Creates a plain object from a RunSummary message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.RunSummary
             * @static
             * @param {crescendo.v1.RunSummary} message RunSummary
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            RunSummary.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.run = "";
                    object.dataset = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.createdMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.createdMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.finished = false;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.totalSteps = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.totalSteps = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.budgetConsumed = 0;
                    object.stage = 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.issuedSamples = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.issuedSamples = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.reissuedSamples = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.reissuedSamples = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.acknowledgedSamples = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.acknowledgedSamples = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.replayedSamples = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.replayedSamples = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.badSampleCount = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.badSampleCount = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.archived = false;
                    object.owner = "";
                }
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                if (message.dataset != null && $Object.hasOwnProperty.call(message, "dataset"))
                    object.dataset = message.dataset;
                if (message.createdMs != null && $Object.hasOwnProperty.call(message, "createdMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.createdMs = typeof message.createdMs === "number" ? $BigInt(message.createdMs) : $util.Long.fromBits(message.createdMs.low >>> 0, message.createdMs.high >>> 0, true).toBigInt();
                    else if (typeof message.createdMs === "number")
                        object.createdMs = options.longs === $String ? $String(message.createdMs) : message.createdMs;
                    else
                        object.createdMs = options.longs === $String ? $util.Long.prototype.toString.call(message.createdMs) : options.longs === $Number ? new $util.LongBits(message.createdMs.low >>> 0, message.createdMs.high >>> 0).toNumber(true) : message.createdMs;
                if (message.finished != null && $Object.hasOwnProperty.call(message, "finished"))
                    object.finished = message.finished;
                if (message.consumedStep != null && $Object.hasOwnProperty.call(message, "consumedStep"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.consumedStep = typeof message.consumedStep === "number" ? $BigInt(message.consumedStep) : $util.Long.fromBits(message.consumedStep.low >>> 0, message.consumedStep.high >>> 0, true).toBigInt();
                    else if (typeof message.consumedStep === "number")
                        object.consumedStep = options.longs === $String ? $String(message.consumedStep) : message.consumedStep;
                    else
                        object.consumedStep = options.longs === $String ? $util.Long.prototype.toString.call(message.consumedStep) : options.longs === $Number ? new $util.LongBits(message.consumedStep.low >>> 0, message.consumedStep.high >>> 0).toNumber(true) : message.consumedStep;
                if (message.totalSteps != null && $Object.hasOwnProperty.call(message, "totalSteps"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.totalSteps = typeof message.totalSteps === "number" ? $BigInt(message.totalSteps) : $util.Long.fromBits(message.totalSteps.low >>> 0, message.totalSteps.high >>> 0, true).toBigInt();
                    else if (typeof message.totalSteps === "number")
                        object.totalSteps = options.longs === $String ? $String(message.totalSteps) : message.totalSteps;
                    else
                        object.totalSteps = options.longs === $String ? $util.Long.prototype.toString.call(message.totalSteps) : options.longs === $Number ? new $util.LongBits(message.totalSteps.low >>> 0, message.totalSteps.high >>> 0).toNumber(true) : message.totalSteps;
                if (message.budgetConsumed != null && $Object.hasOwnProperty.call(message, "budgetConsumed"))
                    object.budgetConsumed = options.json && !$isFinite(message.budgetConsumed) ? $String(message.budgetConsumed) : message.budgetConsumed;
                if (message.stage != null && $Object.hasOwnProperty.call(message, "stage"))
                    object.stage = message.stage;
                if (message.issuedSamples != null && $Object.hasOwnProperty.call(message, "issuedSamples"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.issuedSamples = typeof message.issuedSamples === "number" ? $BigInt(message.issuedSamples) : $util.Long.fromBits(message.issuedSamples.low >>> 0, message.issuedSamples.high >>> 0, true).toBigInt();
                    else if (typeof message.issuedSamples === "number")
                        object.issuedSamples = options.longs === $String ? $String(message.issuedSamples) : message.issuedSamples;
                    else
                        object.issuedSamples = options.longs === $String ? $util.Long.prototype.toString.call(message.issuedSamples) : options.longs === $Number ? new $util.LongBits(message.issuedSamples.low >>> 0, message.issuedSamples.high >>> 0).toNumber(true) : message.issuedSamples;
                if (message.reissuedSamples != null && $Object.hasOwnProperty.call(message, "reissuedSamples"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.reissuedSamples = typeof message.reissuedSamples === "number" ? $BigInt(message.reissuedSamples) : $util.Long.fromBits(message.reissuedSamples.low >>> 0, message.reissuedSamples.high >>> 0, true).toBigInt();
                    else if (typeof message.reissuedSamples === "number")
                        object.reissuedSamples = options.longs === $String ? $String(message.reissuedSamples) : message.reissuedSamples;
                    else
                        object.reissuedSamples = options.longs === $String ? $util.Long.prototype.toString.call(message.reissuedSamples) : options.longs === $Number ? new $util.LongBits(message.reissuedSamples.low >>> 0, message.reissuedSamples.high >>> 0).toNumber(true) : message.reissuedSamples;
                if (message.acknowledgedSamples != null && $Object.hasOwnProperty.call(message, "acknowledgedSamples"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.acknowledgedSamples = typeof message.acknowledgedSamples === "number" ? $BigInt(message.acknowledgedSamples) : $util.Long.fromBits(message.acknowledgedSamples.low >>> 0, message.acknowledgedSamples.high >>> 0, true).toBigInt();
                    else if (typeof message.acknowledgedSamples === "number")
                        object.acknowledgedSamples = options.longs === $String ? $String(message.acknowledgedSamples) : message.acknowledgedSamples;
                    else
                        object.acknowledgedSamples = options.longs === $String ? $util.Long.prototype.toString.call(message.acknowledgedSamples) : options.longs === $Number ? new $util.LongBits(message.acknowledgedSamples.low >>> 0, message.acknowledgedSamples.high >>> 0).toNumber(true) : message.acknowledgedSamples;
                if (message.replayedSamples != null && $Object.hasOwnProperty.call(message, "replayedSamples"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.replayedSamples = typeof message.replayedSamples === "number" ? $BigInt(message.replayedSamples) : $util.Long.fromBits(message.replayedSamples.low >>> 0, message.replayedSamples.high >>> 0, true).toBigInt();
                    else if (typeof message.replayedSamples === "number")
                        object.replayedSamples = options.longs === $String ? $String(message.replayedSamples) : message.replayedSamples;
                    else
                        object.replayedSamples = options.longs === $String ? $util.Long.prototype.toString.call(message.replayedSamples) : options.longs === $Number ? new $util.LongBits(message.replayedSamples.low >>> 0, message.replayedSamples.high >>> 0).toNumber(true) : message.replayedSamples;
                if (message.badSampleCount != null && $Object.hasOwnProperty.call(message, "badSampleCount"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.badSampleCount = typeof message.badSampleCount === "number" ? $BigInt(message.badSampleCount) : $util.Long.fromBits(message.badSampleCount.low >>> 0, message.badSampleCount.high >>> 0, true).toBigInt();
                    else if (typeof message.badSampleCount === "number")
                        object.badSampleCount = options.longs === $String ? $String(message.badSampleCount) : message.badSampleCount;
                    else
                        object.badSampleCount = options.longs === $String ? $util.Long.prototype.toString.call(message.badSampleCount) : options.longs === $Number ? new $util.LongBits(message.badSampleCount.low >>> 0, message.badSampleCount.high >>> 0).toNumber(true) : message.badSampleCount;
                if (message.archived != null && $Object.hasOwnProperty.call(message, "archived"))
                    object.archived = message.archived;
                if (message.owner != null && $Object.hasOwnProperty.call(message, "owner"))
                    object.owner = message.owner;
                return object;
            };

            /**
             * Converts this RunSummary to JSON.
             * @function toJSON
             * @memberof crescendo.v1.RunSummary
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            RunSummary.prototype.toJSON = function() {
                return RunSummary.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for RunSummary
             * @function getTypeUrl
             * @memberof crescendo.v1.RunSummary
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            RunSummary.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.RunSummary";
            };

            return RunSummary;
        })();

        v1.ListRunsResponse = (function() {

            /**
             * Properties of a ListRunsResponse.
             * @typedef {Object} crescendo.v1.ListRunsResponse.$Properties
             * @property {Array.<crescendo.v1.RunSummary.$Properties>|null} [runs] ListRunsResponse runs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ListRunsResponse.
             * @memberof crescendo.v1
             * @interface IListRunsResponse
             * @augments crescendo.v1.ListRunsResponse.$Properties
             * @deprecated Use crescendo.v1.ListRunsResponse.$Properties instead.
             */

            /**
             * Shape of a ListRunsResponse.
             * @typedef {crescendo.v1.ListRunsResponse.$Properties} crescendo.v1.ListRunsResponse.$Shape
             */

            /**
             * Constructs a new ListRunsResponse.
             * @memberof crescendo.v1
             * @classdesc Represents a ListRunsResponse.
             * @constructor
             * @param {crescendo.v1.ListRunsResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ListRunsResponse = function (properties) {
                this.runs = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ListRunsResponse runs.
             * @member {Array.<crescendo.v1.RunSummary.$Properties>} runs
             * @memberof crescendo.v1.ListRunsResponse
             * @instance
             */
            ListRunsResponse.prototype.runs = $util.emptyArray;

            /**
             * Creates a new ListRunsResponse instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.ListRunsResponse
             * @static
             * @param {crescendo.v1.ListRunsResponse.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.ListRunsResponse} ListRunsResponse instance
             * @type {{
             *   (properties: crescendo.v1.ListRunsResponse.$Shape): crescendo.v1.ListRunsResponse & crescendo.v1.ListRunsResponse.$Shape;
             *   (properties?: crescendo.v1.ListRunsResponse.$Properties): crescendo.v1.ListRunsResponse;
             * }}
             */
            ListRunsResponse.create = function(properties) {
                return new ListRunsResponse(properties);
            };

            /**
             * Encodes the specified ListRunsResponse message. Does not implicitly {@link crescendo.v1.ListRunsResponse.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.ListRunsResponse
             * @static
             * @param {crescendo.v1.ListRunsResponse.$Properties} message ListRunsResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ListRunsResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.runs != null && message.runs.length)
                    for (let i = 0; i < message.runs.length; ++i)
                        $root.crescendo.v1.RunSummary.encode(message.runs[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ListRunsResponse message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.ListRunsResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.ListRunsResponse & crescendo.v1.ListRunsResponse.$Shape} ListRunsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ListRunsResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.ListRunsResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.runs && message.runs.length))
                                message.runs = [];
                            message.runs.push($root.crescendo.v1.RunSummary.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a ListRunsResponse message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.ListRunsResponse
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.ListRunsResponse} ListRunsResponse
             */
            ListRunsResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.ListRunsResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.ListRunsResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.ListRunsResponse();
                if (object.runs) {
                    if (!$Array.isArray(object.runs))
                        throw $TypeError(".crescendo.v1.ListRunsResponse.runs: array expected");
                    message.runs = $Array(object.runs.length);
                    for (let i = 0; i < object.runs.length; ++i) {
                        if (!$util.isObject(object.runs[i]))
                            throw $TypeError(".crescendo.v1.ListRunsResponse.runs: object expected");
                        message.runs[i] = $root.crescendo.v1.RunSummary.fromObject(object.runs[i], _depth + 1);
                    }
                }
                return message;
            };

            /**
             * Creates a plain object from a ListRunsResponse message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.ListRunsResponse
             * @static
             * @param {crescendo.v1.ListRunsResponse} message ListRunsResponse
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ListRunsResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.runs = [];
                if (message.runs && message.runs.length) {
                    object.runs = $Array(message.runs.length);
                    for (let j = 0; j < message.runs.length; ++j)
                        object.runs[j] = $root.crescendo.v1.RunSummary.toObject(message.runs[j], options, _depth + 1);
                }
                return object;
            };

            /**
             * Converts this ListRunsResponse to JSON.
             * @function toJSON
             * @memberof crescendo.v1.ListRunsResponse
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ListRunsResponse.prototype.toJSON = function() {
                return ListRunsResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ListRunsResponse
             * @function getTypeUrl
             * @memberof crescendo.v1.ListRunsResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ListRunsResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.ListRunsResponse";
            };

            return ListRunsResponse;
        })();

        v1.DeleteRunRequest = (function() {

            /**
             * Properties of a DeleteRunRequest.
             * @typedef {Object} crescendo.v1.DeleteRunRequest.$Properties
             * @property {string|null} [run] DeleteRunRequest run
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeleteRunRequest.
             * @memberof crescendo.v1
             * @interface IDeleteRunRequest
             * @augments crescendo.v1.DeleteRunRequest.$Properties
             * @deprecated Use crescendo.v1.DeleteRunRequest.$Properties instead.
             */

            /**
             * Shape of a DeleteRunRequest.
             * @typedef {crescendo.v1.DeleteRunRequest.$Properties} crescendo.v1.DeleteRunRequest.$Shape
             */

            /**
             * Constructs a new DeleteRunRequest.
             * @memberof crescendo.v1
             * @classdesc Represents a DeleteRunRequest.
             * @constructor
             * @param {crescendo.v1.DeleteRunRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeleteRunRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeleteRunRequest run.
             * @member {string} run
             * @memberof crescendo.v1.DeleteRunRequest
             * @instance
             */
            DeleteRunRequest.prototype.run = "";

            /**
             * Creates a new DeleteRunRequest instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.DeleteRunRequest
             * @static
             * @param {crescendo.v1.DeleteRunRequest.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.DeleteRunRequest} DeleteRunRequest instance
             * @type {{
             *   (properties: crescendo.v1.DeleteRunRequest.$Shape): crescendo.v1.DeleteRunRequest & crescendo.v1.DeleteRunRequest.$Shape;
             *   (properties?: crescendo.v1.DeleteRunRequest.$Properties): crescendo.v1.DeleteRunRequest;
             * }}
             */
            DeleteRunRequest.create = function(properties) {
                return new DeleteRunRequest(properties);
            };

            /**
             * Encodes the specified DeleteRunRequest message. Does not implicitly {@link crescendo.v1.DeleteRunRequest.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.DeleteRunRequest
             * @static
             * @param {crescendo.v1.DeleteRunRequest.$Properties} message DeleteRunRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeleteRunRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.run);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeleteRunRequest message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.DeleteRunRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.DeleteRunRequest & crescendo.v1.DeleteRunRequest.$Shape} DeleteRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeleteRunRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.DeleteRunRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a DeleteRunRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.DeleteRunRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.DeleteRunRequest} DeleteRunRequest
             */
            DeleteRunRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.DeleteRunRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.DeleteRunRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.DeleteRunRequest();
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                return message;
            };

            /**
             * Creates a plain object from a DeleteRunRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.DeleteRunRequest
             * @static
             * @param {crescendo.v1.DeleteRunRequest} message DeleteRunRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            DeleteRunRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.run = "";
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                return object;
            };

            /**
             * Converts this DeleteRunRequest to JSON.
             * @function toJSON
             * @memberof crescendo.v1.DeleteRunRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            DeleteRunRequest.prototype.toJSON = function() {
                return DeleteRunRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for DeleteRunRequest
             * @function getTypeUrl
             * @memberof crescendo.v1.DeleteRunRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            DeleteRunRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.DeleteRunRequest";
            };

            return DeleteRunRequest;
        })();

        v1.DeleteRunResponse = (function() {

            /**
             * Properties of a DeleteRunResponse.
             * @typedef {Object} crescendo.v1.DeleteRunResponse.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeleteRunResponse.
             * @memberof crescendo.v1
             * @interface IDeleteRunResponse
             * @augments crescendo.v1.DeleteRunResponse.$Properties
             * @deprecated Use crescendo.v1.DeleteRunResponse.$Properties instead.
             */

            /**
             * Shape of a DeleteRunResponse.
             * @typedef {crescendo.v1.DeleteRunResponse.$Properties} crescendo.v1.DeleteRunResponse.$Shape
             */

            /**
             * Constructs a new DeleteRunResponse.
             * @memberof crescendo.v1
             * @classdesc Represents a DeleteRunResponse.
             * @constructor
             * @param {crescendo.v1.DeleteRunResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeleteRunResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new DeleteRunResponse instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.DeleteRunResponse
             * @static
             * @param {crescendo.v1.DeleteRunResponse.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.DeleteRunResponse} DeleteRunResponse instance
             * @type {{
             *   (properties: crescendo.v1.DeleteRunResponse.$Shape): crescendo.v1.DeleteRunResponse & crescendo.v1.DeleteRunResponse.$Shape;
             *   (properties?: crescendo.v1.DeleteRunResponse.$Properties): crescendo.v1.DeleteRunResponse;
             * }}
             */
            DeleteRunResponse.create = function(properties) {
                return new DeleteRunResponse(properties);
            };

            /**
             * Encodes the specified DeleteRunResponse message. Does not implicitly {@link crescendo.v1.DeleteRunResponse.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.DeleteRunResponse
             * @static
             * @param {crescendo.v1.DeleteRunResponse.$Properties} message DeleteRunResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeleteRunResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeleteRunResponse message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.DeleteRunResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.DeleteRunResponse & crescendo.v1.DeleteRunResponse.$Shape} DeleteRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeleteRunResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.DeleteRunResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a DeleteRunResponse message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.DeleteRunResponse
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.DeleteRunResponse} DeleteRunResponse
             */
            DeleteRunResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.DeleteRunResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.DeleteRunResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                return new $root.crescendo.v1.DeleteRunResponse();
            };

            /**
             * Creates a plain object from a DeleteRunResponse message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.DeleteRunResponse
             * @static
             * @param {crescendo.v1.DeleteRunResponse} message DeleteRunResponse
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            DeleteRunResponse.toObject = function () {
                return {};
            };

            /**
             * Converts this DeleteRunResponse to JSON.
             * @function toJSON
             * @memberof crescendo.v1.DeleteRunResponse
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            DeleteRunResponse.prototype.toJSON = function() {
                return DeleteRunResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for DeleteRunResponse
             * @function getTypeUrl
             * @memberof crescendo.v1.DeleteRunResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            DeleteRunResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.DeleteRunResponse";
            };

            return DeleteRunResponse;
        })();

        v1.RenameRunRequest = (function() {

            /**
             * Properties of a RenameRunRequest.
             * @typedef {Object} crescendo.v1.RenameRunRequest.$Properties
             * @property {string|null} [run] RenameRunRequest run
             * @property {string|null} [to] RenameRunRequest to
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RenameRunRequest.
             * @memberof crescendo.v1
             * @interface IRenameRunRequest
             * @augments crescendo.v1.RenameRunRequest.$Properties
             * @deprecated Use crescendo.v1.RenameRunRequest.$Properties instead.
             */

            /**
             * Shape of a RenameRunRequest.
             * @typedef {crescendo.v1.RenameRunRequest.$Properties} crescendo.v1.RenameRunRequest.$Shape
             */

            /**
             * Constructs a new RenameRunRequest.
             * @memberof crescendo.v1
             * @classdesc Represents a RenameRunRequest.
             * @constructor
             * @param {crescendo.v1.RenameRunRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RenameRunRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RenameRunRequest run.
             * @member {string} run
             * @memberof crescendo.v1.RenameRunRequest
             * @instance
             */
            RenameRunRequest.prototype.run = "";

            /**
             * RenameRunRequest to.
             * @member {string} to
             * @memberof crescendo.v1.RenameRunRequest
             * @instance
             */
            RenameRunRequest.prototype.to = "";

            /**
             * Creates a new RenameRunRequest instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.RenameRunRequest
             * @static
             * @param {crescendo.v1.RenameRunRequest.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.RenameRunRequest} RenameRunRequest instance
             * @type {{
             *   (properties: crescendo.v1.RenameRunRequest.$Shape): crescendo.v1.RenameRunRequest & crescendo.v1.RenameRunRequest.$Shape;
             *   (properties?: crescendo.v1.RenameRunRequest.$Properties): crescendo.v1.RenameRunRequest;
             * }}
             */
            RenameRunRequest.create = function(properties) {
                return new RenameRunRequest(properties);
            };

            /**
             * Encodes the specified RenameRunRequest message. Does not implicitly {@link crescendo.v1.RenameRunRequest.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.RenameRunRequest
             * @static
             * @param {crescendo.v1.RenameRunRequest.$Properties} message RenameRunRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RenameRunRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.run);
                if (message.to != null && $Object.hasOwnProperty.call(message, "to") && message.to !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.to);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RenameRunRequest message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.RenameRunRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.RenameRunRequest & crescendo.v1.RenameRunRequest.$Shape} RenameRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RenameRunRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.RenameRunRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.to = value;
                            else
                                delete message.to;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a RenameRunRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.RenameRunRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.RenameRunRequest} RenameRunRequest
             */
            RenameRunRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.RenameRunRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.RenameRunRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.RenameRunRequest();
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                if (object.to != null)
                    if (typeof object.to !== "string" || object.to.length)
                        message.to = $String(object.to);
                return message;
            };

            /**
             * Creates a plain object from a RenameRunRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.RenameRunRequest
             * @static
             * @param {crescendo.v1.RenameRunRequest} message RenameRunRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            RenameRunRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.run = "";
                    object.to = "";
                }
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                    object.to = message.to;
                return object;
            };

            /**
             * Converts this RenameRunRequest to JSON.
             * @function toJSON
             * @memberof crescendo.v1.RenameRunRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            RenameRunRequest.prototype.toJSON = function() {
                return RenameRunRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for RenameRunRequest
             * @function getTypeUrl
             * @memberof crescendo.v1.RenameRunRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            RenameRunRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.RenameRunRequest";
            };

            return RenameRunRequest;
        })();

        v1.RenameRunResponse = (function() {

            /**
             * Properties of a RenameRunResponse.
             * @typedef {Object} crescendo.v1.RenameRunResponse.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RenameRunResponse.
             * @memberof crescendo.v1
             * @interface IRenameRunResponse
             * @augments crescendo.v1.RenameRunResponse.$Properties
             * @deprecated Use crescendo.v1.RenameRunResponse.$Properties instead.
             */

            /**
             * Shape of a RenameRunResponse.
             * @typedef {crescendo.v1.RenameRunResponse.$Properties} crescendo.v1.RenameRunResponse.$Shape
             */

            /**
             * Constructs a new RenameRunResponse.
             * @memberof crescendo.v1
             * @classdesc Represents a RenameRunResponse.
             * @constructor
             * @param {crescendo.v1.RenameRunResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RenameRunResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new RenameRunResponse instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.RenameRunResponse
             * @static
             * @param {crescendo.v1.RenameRunResponse.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.RenameRunResponse} RenameRunResponse instance
             * @type {{
             *   (properties: crescendo.v1.RenameRunResponse.$Shape): crescendo.v1.RenameRunResponse & crescendo.v1.RenameRunResponse.$Shape;
             *   (properties?: crescendo.v1.RenameRunResponse.$Properties): crescendo.v1.RenameRunResponse;
             * }}
             */
            RenameRunResponse.create = function(properties) {
                return new RenameRunResponse(properties);
            };

            /**
             * Encodes the specified RenameRunResponse message. Does not implicitly {@link crescendo.v1.RenameRunResponse.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.RenameRunResponse
             * @static
             * @param {crescendo.v1.RenameRunResponse.$Properties} message RenameRunResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RenameRunResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RenameRunResponse message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.RenameRunResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.RenameRunResponse & crescendo.v1.RenameRunResponse.$Shape} RenameRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RenameRunResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.RenameRunResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a RenameRunResponse message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.RenameRunResponse
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.RenameRunResponse} RenameRunResponse
             */
            RenameRunResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.RenameRunResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.RenameRunResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                return new $root.crescendo.v1.RenameRunResponse();
            };

            /**
             * Creates a plain object from a RenameRunResponse message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.RenameRunResponse
             * @static
             * @param {crescendo.v1.RenameRunResponse} message RenameRunResponse
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            RenameRunResponse.toObject = function () {
                return {};
            };

            /**
             * Converts this RenameRunResponse to JSON.
             * @function toJSON
             * @memberof crescendo.v1.RenameRunResponse
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            RenameRunResponse.prototype.toJSON = function() {
                return RenameRunResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for RenameRunResponse
             * @function getTypeUrl
             * @memberof crescendo.v1.RenameRunResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            RenameRunResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.RenameRunResponse";
            };

            return RenameRunResponse;
        })();

        v1.ResetRunRequest = (function() {

            /**
             * Properties of a ResetRunRequest.
             * @typedef {Object} crescendo.v1.ResetRunRequest.$Properties
             * @property {string|null} [run] ResetRunRequest run
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ResetRunRequest.
             * @memberof crescendo.v1
             * @interface IResetRunRequest
             * @augments crescendo.v1.ResetRunRequest.$Properties
             * @deprecated Use crescendo.v1.ResetRunRequest.$Properties instead.
             */

            /**
             * Shape of a ResetRunRequest.
             * @typedef {crescendo.v1.ResetRunRequest.$Properties} crescendo.v1.ResetRunRequest.$Shape
             */

            /**
             * Constructs a new ResetRunRequest.
             * @memberof crescendo.v1
             * @classdesc Represents a ResetRunRequest.
             * @constructor
             * @param {crescendo.v1.ResetRunRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ResetRunRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ResetRunRequest run.
             * @member {string} run
             * @memberof crescendo.v1.ResetRunRequest
             * @instance
             */
            ResetRunRequest.prototype.run = "";

            /**
             * Creates a new ResetRunRequest instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.ResetRunRequest
             * @static
             * @param {crescendo.v1.ResetRunRequest.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.ResetRunRequest} ResetRunRequest instance
             * @type {{
             *   (properties: crescendo.v1.ResetRunRequest.$Shape): crescendo.v1.ResetRunRequest & crescendo.v1.ResetRunRequest.$Shape;
             *   (properties?: crescendo.v1.ResetRunRequest.$Properties): crescendo.v1.ResetRunRequest;
             * }}
             */
            ResetRunRequest.create = function(properties) {
                return new ResetRunRequest(properties);
            };

            /**
             * Encodes the specified ResetRunRequest message. Does not implicitly {@link crescendo.v1.ResetRunRequest.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.ResetRunRequest
             * @static
             * @param {crescendo.v1.ResetRunRequest.$Properties} message ResetRunRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ResetRunRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.run);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ResetRunRequest message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.ResetRunRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.ResetRunRequest & crescendo.v1.ResetRunRequest.$Shape} ResetRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ResetRunRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.ResetRunRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a ResetRunRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.ResetRunRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.ResetRunRequest} ResetRunRequest
             */
            ResetRunRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.ResetRunRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.ResetRunRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.ResetRunRequest();
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                return message;
            };

            /**
             * Creates a plain object from a ResetRunRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.ResetRunRequest
             * @static
             * @param {crescendo.v1.ResetRunRequest} message ResetRunRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ResetRunRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.run = "";
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                return object;
            };

            /**
             * Converts this ResetRunRequest to JSON.
             * @function toJSON
             * @memberof crescendo.v1.ResetRunRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ResetRunRequest.prototype.toJSON = function() {
                return ResetRunRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ResetRunRequest
             * @function getTypeUrl
             * @memberof crescendo.v1.ResetRunRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ResetRunRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.ResetRunRequest";
            };

            return ResetRunRequest;
        })();

        v1.ResetRunResponse = (function() {

            /**
             * Properties of a ResetRunResponse.
             * @typedef {Object} crescendo.v1.ResetRunResponse.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ResetRunResponse.
             * @memberof crescendo.v1
             * @interface IResetRunResponse
             * @augments crescendo.v1.ResetRunResponse.$Properties
             * @deprecated Use crescendo.v1.ResetRunResponse.$Properties instead.
             */

            /**
             * Shape of a ResetRunResponse.
             * @typedef {crescendo.v1.ResetRunResponse.$Properties} crescendo.v1.ResetRunResponse.$Shape
             */

            /**
             * Constructs a new ResetRunResponse.
             * @memberof crescendo.v1
             * @classdesc Represents a ResetRunResponse.
             * @constructor
             * @param {crescendo.v1.ResetRunResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ResetRunResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new ResetRunResponse instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.ResetRunResponse
             * @static
             * @param {crescendo.v1.ResetRunResponse.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.ResetRunResponse} ResetRunResponse instance
             * @type {{
             *   (properties: crescendo.v1.ResetRunResponse.$Shape): crescendo.v1.ResetRunResponse & crescendo.v1.ResetRunResponse.$Shape;
             *   (properties?: crescendo.v1.ResetRunResponse.$Properties): crescendo.v1.ResetRunResponse;
             * }}
             */
            ResetRunResponse.create = function(properties) {
                return new ResetRunResponse(properties);
            };

            /**
             * Encodes the specified ResetRunResponse message. Does not implicitly {@link crescendo.v1.ResetRunResponse.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.ResetRunResponse
             * @static
             * @param {crescendo.v1.ResetRunResponse.$Properties} message ResetRunResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ResetRunResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ResetRunResponse message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.ResetRunResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.ResetRunResponse & crescendo.v1.ResetRunResponse.$Shape} ResetRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ResetRunResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.ResetRunResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a ResetRunResponse message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.ResetRunResponse
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.ResetRunResponse} ResetRunResponse
             */
            ResetRunResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.ResetRunResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.ResetRunResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                return new $root.crescendo.v1.ResetRunResponse();
            };

            /**
             * Creates a plain object from a ResetRunResponse message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.ResetRunResponse
             * @static
             * @param {crescendo.v1.ResetRunResponse} message ResetRunResponse
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ResetRunResponse.toObject = function () {
                return {};
            };

            /**
             * Converts this ResetRunResponse to JSON.
             * @function toJSON
             * @memberof crescendo.v1.ResetRunResponse
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ResetRunResponse.prototype.toJSON = function() {
                return ResetRunResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ResetRunResponse
             * @function getTypeUrl
             * @memberof crescendo.v1.ResetRunResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ResetRunResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.ResetRunResponse";
            };

            return ResetRunResponse;
        })();

        v1.ArchiveRunRequest = (function() {

            /**
             * Properties of an ArchiveRunRequest.
             * @typedef {Object} crescendo.v1.ArchiveRunRequest.$Properties
             * @property {string|null} [run] ArchiveRunRequest run
             * @property {boolean|null} [undo] ArchiveRunRequest undo
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ArchiveRunRequest.
             * @memberof crescendo.v1
             * @interface IArchiveRunRequest
             * @augments crescendo.v1.ArchiveRunRequest.$Properties
             * @deprecated Use crescendo.v1.ArchiveRunRequest.$Properties instead.
             */

            /**
             * Shape of an ArchiveRunRequest.
             * @typedef {crescendo.v1.ArchiveRunRequest.$Properties} crescendo.v1.ArchiveRunRequest.$Shape
             */

            /**
             * Constructs a new ArchiveRunRequest.
             * @memberof crescendo.v1
             * @classdesc Represents an ArchiveRunRequest.
             * @constructor
             * @param {crescendo.v1.ArchiveRunRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ArchiveRunRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ArchiveRunRequest run.
             * @member {string} run
             * @memberof crescendo.v1.ArchiveRunRequest
             * @instance
             */
            ArchiveRunRequest.prototype.run = "";

            /**
             * ArchiveRunRequest undo.
             * @member {boolean} undo
             * @memberof crescendo.v1.ArchiveRunRequest
             * @instance
             */
            ArchiveRunRequest.prototype.undo = false;

            /**
             * Creates a new ArchiveRunRequest instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.ArchiveRunRequest
             * @static
             * @param {crescendo.v1.ArchiveRunRequest.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.ArchiveRunRequest} ArchiveRunRequest instance
             * @type {{
             *   (properties: crescendo.v1.ArchiveRunRequest.$Shape): crescendo.v1.ArchiveRunRequest & crescendo.v1.ArchiveRunRequest.$Shape;
             *   (properties?: crescendo.v1.ArchiveRunRequest.$Properties): crescendo.v1.ArchiveRunRequest;
             * }}
             */
            ArchiveRunRequest.create = function(properties) {
                return new ArchiveRunRequest(properties);
            };

            /**
             * Encodes the specified ArchiveRunRequest message. Does not implicitly {@link crescendo.v1.ArchiveRunRequest.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.ArchiveRunRequest
             * @static
             * @param {crescendo.v1.ArchiveRunRequest.$Properties} message ArchiveRunRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ArchiveRunRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.run);
                if (message.undo != null && $Object.hasOwnProperty.call(message, "undo") && message.undo !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.undo);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ArchiveRunRequest message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.ArchiveRunRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.ArchiveRunRequest & crescendo.v1.ArchiveRunRequest.$Shape} ArchiveRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ArchiveRunRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.ArchiveRunRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.undo = value;
                            else
                                delete message.undo;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates an ArchiveRunRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.ArchiveRunRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.ArchiveRunRequest} ArchiveRunRequest
             */
            ArchiveRunRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.ArchiveRunRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.ArchiveRunRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.ArchiveRunRequest();
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                if (object.undo != null)
                    if (object.undo)
                        message.undo = $Boolean(object.undo);
                return message;
            };

            /**
             * Creates a plain object from an ArchiveRunRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.ArchiveRunRequest
             * @static
             * @param {crescendo.v1.ArchiveRunRequest} message ArchiveRunRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ArchiveRunRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.run = "";
                    object.undo = false;
                }
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                if (message.undo != null && $Object.hasOwnProperty.call(message, "undo"))
                    object.undo = message.undo;
                return object;
            };

            /**
             * Converts this ArchiveRunRequest to JSON.
             * @function toJSON
             * @memberof crescendo.v1.ArchiveRunRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ArchiveRunRequest.prototype.toJSON = function() {
                return ArchiveRunRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ArchiveRunRequest
             * @function getTypeUrl
             * @memberof crescendo.v1.ArchiveRunRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ArchiveRunRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.ArchiveRunRequest";
            };

            return ArchiveRunRequest;
        })();

        v1.ArchiveRunResponse = (function() {

            /**
             * Properties of an ArchiveRunResponse.
             * @typedef {Object} crescendo.v1.ArchiveRunResponse.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ArchiveRunResponse.
             * @memberof crescendo.v1
             * @interface IArchiveRunResponse
             * @augments crescendo.v1.ArchiveRunResponse.$Properties
             * @deprecated Use crescendo.v1.ArchiveRunResponse.$Properties instead.
             */

            /**
             * Shape of an ArchiveRunResponse.
             * @typedef {crescendo.v1.ArchiveRunResponse.$Properties} crescendo.v1.ArchiveRunResponse.$Shape
             */

            /**
             * Constructs a new ArchiveRunResponse.
             * @memberof crescendo.v1
             * @classdesc Represents an ArchiveRunResponse.
             * @constructor
             * @param {crescendo.v1.ArchiveRunResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ArchiveRunResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new ArchiveRunResponse instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.ArchiveRunResponse
             * @static
             * @param {crescendo.v1.ArchiveRunResponse.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.ArchiveRunResponse} ArchiveRunResponse instance
             * @type {{
             *   (properties: crescendo.v1.ArchiveRunResponse.$Shape): crescendo.v1.ArchiveRunResponse & crescendo.v1.ArchiveRunResponse.$Shape;
             *   (properties?: crescendo.v1.ArchiveRunResponse.$Properties): crescendo.v1.ArchiveRunResponse;
             * }}
             */
            ArchiveRunResponse.create = function(properties) {
                return new ArchiveRunResponse(properties);
            };

            /**
             * Encodes the specified ArchiveRunResponse message. Does not implicitly {@link crescendo.v1.ArchiveRunResponse.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.ArchiveRunResponse
             * @static
             * @param {crescendo.v1.ArchiveRunResponse.$Properties} message ArchiveRunResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ArchiveRunResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ArchiveRunResponse message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.ArchiveRunResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.ArchiveRunResponse & crescendo.v1.ArchiveRunResponse.$Shape} ArchiveRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ArchiveRunResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.ArchiveRunResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates an ArchiveRunResponse message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.ArchiveRunResponse
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.ArchiveRunResponse} ArchiveRunResponse
             */
            ArchiveRunResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.ArchiveRunResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.ArchiveRunResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                return new $root.crescendo.v1.ArchiveRunResponse();
            };

            /**
             * Creates a plain object from an ArchiveRunResponse message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.ArchiveRunResponse
             * @static
             * @param {crescendo.v1.ArchiveRunResponse} message ArchiveRunResponse
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ArchiveRunResponse.toObject = function () {
                return {};
            };

            /**
             * Converts this ArchiveRunResponse to JSON.
             * @function toJSON
             * @memberof crescendo.v1.ArchiveRunResponse
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ArchiveRunResponse.prototype.toJSON = function() {
                return ArchiveRunResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ArchiveRunResponse
             * @function getTypeUrl
             * @memberof crescendo.v1.ArchiveRunResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ArchiveRunResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.ArchiveRunResponse";
            };

            return ArchiveRunResponse;
        })();

        v1.ForkRunRequest = (function() {

            /**
             * Properties of a ForkRunRequest.
             * @typedef {Object} crescendo.v1.ForkRunRequest.$Properties
             * @property {string|null} [run] ForkRunRequest run
             * @property {string|null} [to] ForkRunRequest to
             * @property {crescendo.v1.RunSpec.$Properties|null} [spec] ForkRunRequest spec
             * @property {number|null} [step] ForkRunRequest step
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ForkRunRequest.
             * @memberof crescendo.v1
             * @interface IForkRunRequest
             * @augments crescendo.v1.ForkRunRequest.$Properties
             * @deprecated Use crescendo.v1.ForkRunRequest.$Properties instead.
             */

            /**
             * Shape of a ForkRunRequest.
             * @typedef {crescendo.v1.ForkRunRequest.$Properties} crescendo.v1.ForkRunRequest.$Shape
             */

            /**
             * Constructs a new ForkRunRequest.
             * @memberof crescendo.v1
             * @classdesc Represents a ForkRunRequest.
             * @constructor
             * @param {crescendo.v1.ForkRunRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ForkRunRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ForkRunRequest run.
             * @member {string} run
             * @memberof crescendo.v1.ForkRunRequest
             * @instance
             */
            ForkRunRequest.prototype.run = "";

            /**
             * ForkRunRequest to.
             * @member {string} to
             * @memberof crescendo.v1.ForkRunRequest
             * @instance
             */
            ForkRunRequest.prototype.to = "";

            /**
             * ForkRunRequest spec.
             * @member {crescendo.v1.RunSpec.$Properties|null|undefined} spec
             * @memberof crescendo.v1.ForkRunRequest
             * @instance
             */
            ForkRunRequest.prototype.spec = null;

            /**
             * ForkRunRequest step.
             * @member {number|null|undefined} step
             * @memberof crescendo.v1.ForkRunRequest
             * @instance
             */
            ForkRunRequest.prototype.step = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(ForkRunRequest.prototype, "_step", {
                get: $util.oneOfGetter($oneOfFields = ["step"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new ForkRunRequest instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.ForkRunRequest
             * @static
             * @param {crescendo.v1.ForkRunRequest.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.ForkRunRequest} ForkRunRequest instance
             * @type {{
             *   (properties: crescendo.v1.ForkRunRequest.$Shape): crescendo.v1.ForkRunRequest & crescendo.v1.ForkRunRequest.$Shape;
             *   (properties?: crescendo.v1.ForkRunRequest.$Properties): crescendo.v1.ForkRunRequest;
             * }}
             */
            ForkRunRequest.create = function(properties) {
                return new ForkRunRequest(properties);
            };

            /**
             * Encodes the specified ForkRunRequest message. Does not implicitly {@link crescendo.v1.ForkRunRequest.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.ForkRunRequest
             * @static
             * @param {crescendo.v1.ForkRunRequest.$Properties} message ForkRunRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ForkRunRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.run);
                if (message.to != null && $Object.hasOwnProperty.call(message, "to") && message.to !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.to);
                if (message.spec != null && $Object.hasOwnProperty.call(message, "spec"))
                    $root.crescendo.v1.RunSpec.encode(message.spec, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.step);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ForkRunRequest message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.ForkRunRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.ForkRunRequest & crescendo.v1.ForkRunRequest.$Shape} ForkRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ForkRunRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.ForkRunRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.to = value;
                            else
                                delete message.to;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.spec = $root.crescendo.v1.RunSpec.decode(reader, reader.size(), $undefined, _depth + 1, message.spec);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.step = $uint64(reader);
                            message._step = "step";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a ForkRunRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.ForkRunRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.ForkRunRequest} ForkRunRequest
             */
            ForkRunRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.ForkRunRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.ForkRunRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.ForkRunRequest();
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                if (object.to != null)
                    if (typeof object.to !== "string" || object.to.length)
                        message.to = $String(object.to);
                if (object.spec != null) {
                    if (!$util.isObject(object.spec))
                        throw $TypeError(".crescendo.v1.ForkRunRequest.spec: object expected");
                    message.spec = $root.crescendo.v1.RunSpec.fromObject(object.spec, _depth + 1);
                }
                if (object.step != null)
                    if ($util.Long)
                        message.step = $util.Long.fromValue(object.step, true);
                    else if (typeof object.step === "string")
                        message.step = $parseInt(object.step, 10);
                    else if (typeof object.step === "number")
                        message.step = object.step;
                    else if (typeof object.step === "object")
                        message.step = new $util.LongBits(object.step.low >>> 0, object.step.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from a ForkRunRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.ForkRunRequest
             * @static
             * @param {crescendo.v1.ForkRunRequest} message ForkRunRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ForkRunRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.run = "";
                    object.to = "";
                    object.spec = null;
                }
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                    object.to = message.to;
                if (message.spec != null && $Object.hasOwnProperty.call(message, "spec"))
                    object.spec = $root.crescendo.v1.RunSpec.toObject(message.spec, options, _depth + 1);
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.step = typeof message.step === "number" ? $BigInt(message.step) : $util.Long.fromBits(message.step.low >>> 0, message.step.high >>> 0, true).toBigInt();
                    else if (typeof message.step === "number")
                        object.step = options.longs === $String ? $String(message.step) : message.step;
                    else
                        object.step = options.longs === $String ? $util.Long.prototype.toString.call(message.step) : options.longs === $Number ? new $util.LongBits(message.step.low >>> 0, message.step.high >>> 0).toNumber(true) : message.step;
                return object;
            };

            /**
             * Converts this ForkRunRequest to JSON.
             * @function toJSON
             * @memberof crescendo.v1.ForkRunRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ForkRunRequest.prototype.toJSON = function() {
                return ForkRunRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ForkRunRequest
             * @function getTypeUrl
             * @memberof crescendo.v1.ForkRunRequest
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ForkRunRequest.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.ForkRunRequest";
            };

            return ForkRunRequest;
        })();

        v1.SpecDifference = (function() {

            /**
             * Properties of a SpecDifference.
             * @typedef {Object} crescendo.v1.SpecDifference.$Properties
             * @property {string|null} [field] SpecDifference field
             * @property {string|null} [before] SpecDifference before
             * @property {string|null} [after] SpecDifference after
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SpecDifference.
             * @memberof crescendo.v1
             * @interface ISpecDifference
             * @augments crescendo.v1.SpecDifference.$Properties
             * @deprecated Use crescendo.v1.SpecDifference.$Properties instead.
             */

            /**
             * Shape of a SpecDifference.
             * @typedef {crescendo.v1.SpecDifference.$Properties} crescendo.v1.SpecDifference.$Shape
             */

            /**
             * Constructs a new SpecDifference.
             * @memberof crescendo.v1
             * @classdesc Represents a SpecDifference.
             * @constructor
             * @param {crescendo.v1.SpecDifference.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SpecDifference = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SpecDifference field.
             * @member {string} field
             * @memberof crescendo.v1.SpecDifference
             * @instance
             */
            SpecDifference.prototype.field = "";

            /**
             * SpecDifference before.
             * @member {string} before
             * @memberof crescendo.v1.SpecDifference
             * @instance
             */
            SpecDifference.prototype.before = "";

            /**
             * SpecDifference after.
             * @member {string} after
             * @memberof crescendo.v1.SpecDifference
             * @instance
             */
            SpecDifference.prototype.after = "";

            /**
             * Creates a new SpecDifference instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.SpecDifference
             * @static
             * @param {crescendo.v1.SpecDifference.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.SpecDifference} SpecDifference instance
             * @type {{
             *   (properties: crescendo.v1.SpecDifference.$Shape): crescendo.v1.SpecDifference & crescendo.v1.SpecDifference.$Shape;
             *   (properties?: crescendo.v1.SpecDifference.$Properties): crescendo.v1.SpecDifference;
             * }}
             */
            SpecDifference.create = function(properties) {
                return new SpecDifference(properties);
            };

            /**
             * Encodes the specified SpecDifference message. Does not implicitly {@link crescendo.v1.SpecDifference.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.SpecDifference
             * @static
             * @param {crescendo.v1.SpecDifference.$Properties} message SpecDifference message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SpecDifference.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.field != null && $Object.hasOwnProperty.call(message, "field") && message.field !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.field);
                if (message.before != null && $Object.hasOwnProperty.call(message, "before") && message.before !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.before);
                if (message.after != null && $Object.hasOwnProperty.call(message, "after") && message.after !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.after);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SpecDifference message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.SpecDifference
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.SpecDifference & crescendo.v1.SpecDifference.$Shape} SpecDifference
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SpecDifference.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.SpecDifference();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.field = value;
                            else
                                delete message.field;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.before = value;
                            else
                                delete message.before;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.after = value;
                            else
                                delete message.after;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a SpecDifference message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.SpecDifference
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.SpecDifference} SpecDifference
             */
            SpecDifference.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.SpecDifference)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.SpecDifference: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.SpecDifference();
                if (object.field != null)
                    if (typeof object.field !== "string" || object.field.length)
                        message.field = $String(object.field);
                if (object.before != null)
                    if (typeof object.before !== "string" || object.before.length)
                        message.before = $String(object.before);
                if (object.after != null)
                    if (typeof object.after !== "string" || object.after.length)
                        message.after = $String(object.after);
                return message;
            };

            /**
             * Creates a plain object from a SpecDifference message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.SpecDifference
             * @static
             * @param {crescendo.v1.SpecDifference} message SpecDifference
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            SpecDifference.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.field = "";
                    object.before = "";
                    object.after = "";
                }
                if (message.field != null && $Object.hasOwnProperty.call(message, "field"))
                    object.field = message.field;
                if (message.before != null && $Object.hasOwnProperty.call(message, "before"))
                    object.before = message.before;
                if (message.after != null && $Object.hasOwnProperty.call(message, "after"))
                    object.after = message.after;
                return object;
            };

            /**
             * Converts this SpecDifference to JSON.
             * @function toJSON
             * @memberof crescendo.v1.SpecDifference
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            SpecDifference.prototype.toJSON = function() {
                return SpecDifference.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for SpecDifference
             * @function getTypeUrl
             * @memberof crescendo.v1.SpecDifference
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            SpecDifference.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.SpecDifference";
            };

            return SpecDifference;
        })();

        v1.ForkRunResponse = (function() {

            /**
             * Properties of a ForkRunResponse.
             * @typedef {Object} crescendo.v1.ForkRunResponse.$Properties
             * @property {number|null} [firstStep] ForkRunResponse firstStep
             * @property {number|null} [totalSteps] ForkRunResponse totalSteps
             * @property {number|null} [budgetConsumed] ForkRunResponse budgetConsumed
             * @property {Array.<crescendo.v1.SpecDifference.$Properties>|null} [differences] ForkRunResponse differences
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ForkRunResponse.
             * @memberof crescendo.v1
             * @interface IForkRunResponse
             * @augments crescendo.v1.ForkRunResponse.$Properties
             * @deprecated Use crescendo.v1.ForkRunResponse.$Properties instead.
             */

            /**
             * Shape of a ForkRunResponse.
             * @typedef {crescendo.v1.ForkRunResponse.$Properties} crescendo.v1.ForkRunResponse.$Shape
             */

            /**
             * Constructs a new ForkRunResponse.
             * @memberof crescendo.v1
             * @classdesc Represents a ForkRunResponse.
             * @constructor
             * @param {crescendo.v1.ForkRunResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ForkRunResponse = function (properties) {
                this.differences = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ForkRunResponse firstStep.
             * @member {number} firstStep
             * @memberof crescendo.v1.ForkRunResponse
             * @instance
             */
            ForkRunResponse.prototype.firstStep = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ForkRunResponse totalSteps.
             * @member {number} totalSteps
             * @memberof crescendo.v1.ForkRunResponse
             * @instance
             */
            ForkRunResponse.prototype.totalSteps = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ForkRunResponse budgetConsumed.
             * @member {number} budgetConsumed
             * @memberof crescendo.v1.ForkRunResponse
             * @instance
             */
            ForkRunResponse.prototype.budgetConsumed = 0;

            /**
             * ForkRunResponse differences.
             * @member {Array.<crescendo.v1.SpecDifference.$Properties>} differences
             * @memberof crescendo.v1.ForkRunResponse
             * @instance
             */
            ForkRunResponse.prototype.differences = $util.emptyArray;

            /**
             * Creates a new ForkRunResponse instance using the specified properties.
             * @function create
             * @memberof crescendo.v1.ForkRunResponse
             * @static
             * @param {crescendo.v1.ForkRunResponse.$Properties=} [properties] Properties to set
             * @returns {crescendo.v1.ForkRunResponse} ForkRunResponse instance
             * @type {{
             *   (properties: crescendo.v1.ForkRunResponse.$Shape): crescendo.v1.ForkRunResponse & crescendo.v1.ForkRunResponse.$Shape;
             *   (properties?: crescendo.v1.ForkRunResponse.$Properties): crescendo.v1.ForkRunResponse;
             * }}
             */
            ForkRunResponse.create = function(properties) {
                return new ForkRunResponse(properties);
            };

            /**
             * Encodes the specified ForkRunResponse message. Does not implicitly {@link crescendo.v1.ForkRunResponse.verify|verify} messages.
             * @function encode
             * @memberof crescendo.v1.ForkRunResponse
             * @static
             * @param {crescendo.v1.ForkRunResponse.$Properties} message ForkRunResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ForkRunResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.firstStep != null && $Object.hasOwnProperty.call(message, "firstStep") && (typeof message.firstStep === "object" ? message.firstStep.low || message.firstStep.high : message.firstStep !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.firstStep);
                if (message.totalSteps != null && $Object.hasOwnProperty.call(message, "totalSteps") && (typeof message.totalSteps === "object" ? message.totalSteps.low || message.totalSteps.high : message.totalSteps !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.totalSteps);
                if (message.budgetConsumed != null && $Object.hasOwnProperty.call(message, "budgetConsumed") && !$Object.is(message.budgetConsumed, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.budgetConsumed);
                if (message.differences != null && message.differences.length)
                    for (let i = 0; i < message.differences.length; ++i)
                        $root.crescendo.v1.SpecDifference.encode(message.differences[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ForkRunResponse message from the specified reader or buffer.
             * @function decode
             * @memberof crescendo.v1.ForkRunResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {crescendo.v1.ForkRunResponse & crescendo.v1.ForkRunResponse.$Shape} ForkRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ForkRunResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.crescendo.v1.ForkRunResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.firstStep = value;
                            else
                                delete message.firstStep;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                                message.totalSteps = value;
                            else
                                delete message.totalSteps;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.budgetConsumed = value;
                            else
                                delete message.budgetConsumed;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.differences && message.differences.length))
                                message.differences = [];
                            message.differences.push($root.crescendo.v1.SpecDifference.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Creates a ForkRunResponse message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof crescendo.v1.ForkRunResponse
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {crescendo.v1.ForkRunResponse} ForkRunResponse
             */
            ForkRunResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.crescendo.v1.ForkRunResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".crescendo.v1.ForkRunResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.crescendo.v1.ForkRunResponse();
                if (object.firstStep != null)
                    if (typeof object.firstStep === "object" ? object.firstStep.low || object.firstStep.high : $Number(object.firstStep) !== 0)
                        if ($util.Long)
                            message.firstStep = $util.Long.fromValue(object.firstStep, true);
                        else if (typeof object.firstStep === "string")
                            message.firstStep = $parseInt(object.firstStep, 10);
                        else if (typeof object.firstStep === "number")
                            message.firstStep = object.firstStep;
                        else if (typeof object.firstStep === "object")
                            message.firstStep = new $util.LongBits(object.firstStep.low >>> 0, object.firstStep.high >>> 0).toNumber(true);
                if (object.totalSteps != null)
                    if (typeof object.totalSteps === "object" ? object.totalSteps.low || object.totalSteps.high : $Number(object.totalSteps) !== 0)
                        if ($util.Long)
                            message.totalSteps = $util.Long.fromValue(object.totalSteps, true);
                        else if (typeof object.totalSteps === "string")
                            message.totalSteps = $parseInt(object.totalSteps, 10);
                        else if (typeof object.totalSteps === "number")
                            message.totalSteps = object.totalSteps;
                        else if (typeof object.totalSteps === "object")
                            message.totalSteps = new $util.LongBits(object.totalSteps.low >>> 0, object.totalSteps.high >>> 0).toNumber(true);
                if (object.budgetConsumed != null)
                    if (!$Object.is($Number(object.budgetConsumed), 0))
                        message.budgetConsumed = $Number(object.budgetConsumed);
                if (object.differences) {
                    if (!$Array.isArray(object.differences))
                        throw $TypeError(".crescendo.v1.ForkRunResponse.differences: array expected");
                    message.differences = $Array(object.differences.length);
                    for (let i = 0; i < object.differences.length; ++i) {
                        if (!$util.isObject(object.differences[i]))
                            throw $TypeError(".crescendo.v1.ForkRunResponse.differences: object expected");
                        message.differences[i] = $root.crescendo.v1.SpecDifference.fromObject(object.differences[i], _depth + 1);
                    }
                }
                return message;
            };

            /**
             * Creates a plain object from a ForkRunResponse message. Also converts values to other types if specified.
             * @function toObject
             * @memberof crescendo.v1.ForkRunResponse
             * @static
             * @param {crescendo.v1.ForkRunResponse} message ForkRunResponse
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ForkRunResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.differences = [];
                if (options.defaults) {
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.firstStep = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.firstStep = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.totalSteps = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.totalSteps = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.budgetConsumed = 0;
                }
                if (message.firstStep != null && $Object.hasOwnProperty.call(message, "firstStep"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.firstStep = typeof message.firstStep === "number" ? $BigInt(message.firstStep) : $util.Long.fromBits(message.firstStep.low >>> 0, message.firstStep.high >>> 0, true).toBigInt();
                    else if (typeof message.firstStep === "number")
                        object.firstStep = options.longs === $String ? $String(message.firstStep) : message.firstStep;
                    else
                        object.firstStep = options.longs === $String ? $util.Long.prototype.toString.call(message.firstStep) : options.longs === $Number ? new $util.LongBits(message.firstStep.low >>> 0, message.firstStep.high >>> 0).toNumber(true) : message.firstStep;
                if (message.totalSteps != null && $Object.hasOwnProperty.call(message, "totalSteps"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.totalSteps = typeof message.totalSteps === "number" ? $BigInt(message.totalSteps) : $util.Long.fromBits(message.totalSteps.low >>> 0, message.totalSteps.high >>> 0, true).toBigInt();
                    else if (typeof message.totalSteps === "number")
                        object.totalSteps = options.longs === $String ? $String(message.totalSteps) : message.totalSteps;
                    else
                        object.totalSteps = options.longs === $String ? $util.Long.prototype.toString.call(message.totalSteps) : options.longs === $Number ? new $util.LongBits(message.totalSteps.low >>> 0, message.totalSteps.high >>> 0).toNumber(true) : message.totalSteps;
                if (message.budgetConsumed != null && $Object.hasOwnProperty.call(message, "budgetConsumed"))
                    object.budgetConsumed = options.json && !$isFinite(message.budgetConsumed) ? $String(message.budgetConsumed) : message.budgetConsumed;
                if (message.differences && message.differences.length) {
                    object.differences = $Array(message.differences.length);
                    for (let j = 0; j < message.differences.length; ++j)
                        object.differences[j] = $root.crescendo.v1.SpecDifference.toObject(message.differences[j], options, _depth + 1);
                }
                return object;
            };

            /**
             * Converts this ForkRunResponse to JSON.
             * @function toJSON
             * @memberof crescendo.v1.ForkRunResponse
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ForkRunResponse.prototype.toJSON = function() {
                return ForkRunResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ForkRunResponse
             * @function getTypeUrl
             * @memberof crescendo.v1.ForkRunResponse
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ForkRunResponse.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/crescendo.v1.ForkRunResponse";
            };

            return ForkRunResponse;
        })();

        return v1;
    })();

    return crescendo;
})();

export {
  $root as default
};
