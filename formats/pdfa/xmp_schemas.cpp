// The predefined schemas of XMP, as data: what ISO 19005-2 and -3 (6.6.2.3.1) take from the XMP
// Specification of September 2005, and the schema by which a file claims PDF/A (ISO
// 19005-3, 6.6.4). Closed choices of values are not asked, as the public profile does not ask them.
#include <map>
#include <span>
#include <string>

#include "formats/pdfa/xmp_types.h"

namespace facteur::formats::pdfa::predefined_schemas {
namespace {

// Names, separated by spaces, that share a type.
struct Group {
  std::string_view type;
  std::string_view names;
};

struct Schema {
  std::string_view name_space;
  std::span<const Group> properties;
};

constexpr std::string_view dynamic_media = "http://ns.adobe.com/xmp/1.0/DynamicMedia/";
constexpr std::string_view exif_name_space = "http://ns.adobe.com/exif/1.0/";

constexpr Group pdfa_identification[] = {{"integer", "part"}, {"text", "amd conformance corr"}};

constexpr Group dublin_core[] = {
    {"text", "coverage identifier source"},
    {"mimetype", "format"},
    {"bag propername", "contributor publisher"},
    {"seq propername", "creator"},
    {"seq date", "date"},
    {"bag locale", "language"},
    {"bag text", "relation subject type"},
    {"lang alt", "description rights title"},
};

constexpr Group basic[] = {
    {"bag text", "Advisory Identifier"},
    {"url", "BaseURL"},
    {"date", "CreateDate MetadataDate ModifyDate"},
    {"agentname", "CreatorTool"},
    {"text", "Nickname Label"},
    {"real", "Rating"},
    {"alt thumbnail", "Thumbnails"},
};

constexpr Group rights[] = {
    {"url", "Certificate WebStatement"},
    {"boolean", "Marked"},
    {"bag propername", "Owner"},
    {"lang alt", "UsageTerms"},
};

constexpr Group media_management[] = {
    {"resourceref", "DerivedFrom ManagedFrom RenditionOf"},
    {"uri", "DocumentID InstanceID ManageTo ManageUI"},
    {"seq resourceevent", "History"},
    {"agentname", "Manager"},
    {"text", "ManagerVariant RenditionParams VersionID"},
    {"renditionclass", "RenditionClass"},
    {"seq version", "Versions"},
    {"url", "LastURL"},
    {"integer", "SaveID"},
};

constexpr Group basic_job[] = {{"bag job", "JobRef"}};

constexpr Group paged_text[] = {
    {"dimensions", "MaxPageSize"}, {"integer", "NPages"},      {"bag font", "Fonts"},
    {"seq colorant", "Colorants"}, {"seq text", "PlateNames"},
};

constexpr Group adobe_pdf[] = {{"text", "Keywords PDFVersion"}, {"agentname", "Producer"}};

constexpr Group photoshop[] = {
    {"text",
     "AuthorsPosition Category City Country Credit Headline Instructions Source State "
     "TransmissionReference"},
    {"propername", "CaptionWriter"},
    {"date", "DateCreated"},
    {"integer", "Urgency"},
    {"bag text", "SupplementalCategories"},
};

constexpr Group tiff[] = {
    {"integer",
     "ImageWidth ImageLength SamplesPerPixel Compression PhotometricInterpretation Orientation "
     "PlanarConfiguration YCbCrPositioning ResolutionUnit"},
    {"seq integer", "BitsPerSample TransferFunction YCbCrSubSampling"},
    {"rational", "XResolution YResolution"},
    {"seq rational", "WhitePoint PrimaryChromaticities YCbCrCoefficients ReferenceBlackWhite"},
    {"date", "DateTime"},
    {"lang alt", "ImageDescription Copyright"},
    {"propername", "Make Model Artist"},
    {"agentname", "Software"},
};

constexpr Group exif[] = {
    {"rational",
     "CompressedBitsPerPixel ExposureTime FNumber ShutterSpeedValue ApertureValue BrightnessValue "
     "ExposureBiasValue MaxApertureValue SubjectDistance FocalLength FlashEnergy "
     "FocalPlaneXResolution FocalPlaneYResolution ExposureIndex DigitalZoomRatio GPSAltitude "
     "GPSDOP "
     "GPSSpeed GPSTrack GPSImgDirection GPSDestBearing GPSDestDistance"},
    {"integer",
     "PixelXDimension PixelYDimension FocalLengthIn35mmFilm ExposureProgram MeteringMode "
     "FocalPlaneResolutionUnit SensingMethod FileSource SceneType CustomRendered ExposureMode "
     "WhiteBalance SceneCaptureType GainControl Contrast Saturation Sharpness SubjectDistanceRange "
     "GPSAltitudeRef GPSDifferential ColorSpace LightSource"},
    {"text",
     "RelatedSoundFile SpectralSensitivity ImageUniqueID GPSVersionID GPSSatellites GPSMapDatum "
     "GPSProcessingMethod GPSAreaInformation GPSStatus GPSSpeedRef GPSTrackRef GPSImgDirectionRef "
     "GPSDestBearingRef GPSDestDistanceRef ExifVersion FlashpixVersion GPSMeasureMode"},
    {"seq integer", "ISOSpeedRatings SubjectArea SubjectLocation ComponentsConfiguration"},
    {"date", "DateTimeOriginal DateTimeDigitized GPSTimeStamp"},
    {"gpscoordinate", "GPSLatitude GPSLongitude GPSDestLatitude GPSDestLongitude"},
    {"lang alt", "UserComment"},
    {"oecf/sfr", "OECF SpatialFrequencyResponse"},
    {"flash", "Flash"},
    {"cfapattern", "CFAPattern"},
    {"devicesettings", "DeviceSettingDescription"},
};

constexpr Group exif_lens[] = {{"text", "Lens SerialNumber"}};

constexpr Group media[] = {
    {"text",
     "videoFrameRate videoCompressor audioCompressor speakerPlacement tapeName altTapeName scene "
     "shotName shotLocation logComment artist album genre copyright composer engineer instrument "
     "videoPixelDepth videoColorSpace videoAlphaMode videoFieldOrder pullDown audioSampleType "
     "audioChannelType key stretchMode timeSignature scaleType"},
    {"projectlink", "projectRef"},
    {"dimensions", "videoFrameSize"},
    {"rational", "videoPixelAspectRatio fileDataRate"},
    {"boolean", "videoAlphaUnityIsTransparent loop"},
    {"colorant", "videoAlphaPremultipleColor"},
    {"integer", "audioSampleRate trackNumber"},
    {"timecode", "startTimecode altTimecode"},
    {"time", "duration introTime outCue relativeTimestamp"},
    {"date", "shotDate videoModDate audioModDate metadataModDate releaseDate"},
    {"seq marker", "markers"},
    {"bag media", "contributedMedia"},
    {"uri", "absPeakAudioFilePath relativePeakAudioFilePath"},
    {"real", "tempo numberOfBeats"},
    {"timescalestretch", "timeScaleParams"},
    {"resamplestretch", "resampleParams"},
    {"beatsplicestretch", "beatSpliceParams"},
};

constexpr Group camera_raw[] = {
    {"boolean", "AutoBrightness AutoContrast AutoExposure AutoShadows HasCrop HasSettings"},
    {"integer",
     "BlueHue BlueSaturation Brightness ChromaticAberrationB ChromaticAberrationR "
     "ColorNoiseReduction Contrast CropUnits GreenHue GreenSaturation LuminanceSmoothing RedHue "
     "RedSaturation Saturation Shadows ShadowTint Sharpness Temperature Tint VignetteAmount "
     "VignetteMidpoint"},
    {"real", "CropTop CropLeft CropBottom CropRight CropAngle CropWidth CropHeight Exposure"},
    {"text", "CameraProfile RawFileName ToneCurveName Version WhiteBalance"},
    {"seq text", "ToneCurve"},
};

constexpr Schema schemas[] = {
    {"http://www.aiim.org/pdfa/ns/id/", pdfa_identification},
    {"http://purl.org/dc/elements/1.1/", dublin_core},
    {"http://ns.adobe.com/xap/1.0/", basic},
    {"http://ns.adobe.com/xap/1.0/rights/", rights},
    {"http://ns.adobe.com/xap/1.0/mm/", media_management},
    {"http://ns.adobe.com/xap/1.0/bj/", basic_job},
    {"http://ns.adobe.com/xap/1.0/t/pg/", paged_text},
    {"http://ns.adobe.com/pdf/1.3/", adobe_pdf},
    {"http://ns.adobe.com/photoshop/1.0/", photoshop},
    {"http://ns.adobe.com/tiff/1.0/", tiff},
    {exif_name_space, exif},
    {"http://ns.adobe.com/exif/1.0/aux/", exif_lens},
    {dynamic_media, media},
    {"http://ns.adobe.com/camera-raw-settings/1.0/", camera_raw},
};

constexpr Group colorant[] = {
    {"text", "swatchName mode type"},
    {"real", "cyan magenta yellow black L"},
    {"integer", "red green blue A B"},
};
constexpr Group dimensions[] = {{"real", "w h"}, {"text", "unit"}};
constexpr Group font[] = {
    {"text", "fontName fontFamily fontFace fontType versionString fontFileName"},
    {"boolean", "composite"},
    {"seq text", "childFontFiles"},
};
constexpr Group thumbnail[] = {{"integer", "height width"}, {"text", "image format"}};
constexpr Group resource_event[] = {
    {"text", "action parameters"},
    {"uri", "instanceID"},
    {"agentname", "softwareAgent"},
    {"date", "when"},
};
constexpr Group resource_ref[] = {
    {"uri", "instanceID documentID manageTo manageUI"},
    {"text", "versionID renditionParams managerVariant"},
    {"renditionclass", "renditionClass"},
    {"agentname", "manager"},
};
constexpr Group version[] = {
    {"text", "comments version"},
    {"resourceevent", "event"},
    {"date", "modifyDate"},
    {"propername", "modifier"},
};
constexpr Group job[] = {{"text", "name id"}, {"url", "url"}};
constexpr Group beat_splice_stretch[] = {
    {"boolean", "useFileBeatsMarker"},
    {"real", "riseInDecibel"},
    {"time", "riseInTimeDuration"},
};
constexpr Group marker[] = {
    {"any", "startTime duration"},
    {"text", "comment name target type"},
    {"uri", "location"},
};
constexpr Group contributed_media[] = {
    {"uri", "path webStatement"},
    {"text", "track"},
    {"time", "startTime duration"},
    {"boolean", "managed"},
};
constexpr Group project_link[] = {{"uri", "path"}, {"text", "type"}};
constexpr Group resample_stretch[] = {{"text", "quality"}};
constexpr Group time[] = {{"integer", "value"}, {"rational", "scale"}};
constexpr Group time_code[] = {{"text", "timeValue timeFormat"}};
constexpr Group time_scale_stretch[] = {{"real", "frameSize frameOverlappingPercentage"},
                                        {"text", "quality"}};
constexpr Group flash[] = {{"boolean", "Fired Function RedEyeMode"}, {"text", "Return Mode"}};
constexpr Group oecf[] = {
    {"integer", "Columns Rows"}, {"seq text", "Names"}, {"seq rational", "Values"}};
constexpr Group cfa_pattern[] = {{"integer", "Columns Rows"}, {"seq integer", "Values"}};
constexpr Group device_settings[] = {{"integer", "Columns Rows"}, {"seq text", "Settings"}};

struct Structure {
  std::string_view type;
  Schema schema;
};

constexpr Structure structures[] = {
    {"colorant", {"http://ns.adobe.com/xap/1.0/g/", colorant}},
    {"dimensions", {"http://ns.adobe.com/xap/1.0/sType/Dimensions#", dimensions}},
    {"font", {"http://ns.adobe.com/xap/1.0/sType/Font#", font}},
    {"thumbnail", {"http://ns.adobe.com/xap/1.0/g/img/", thumbnail}},
    {"resourceevent", {"http://ns.adobe.com/xap/1.0/sType/ResourceEvent#", resource_event}},
    {"resourceref", {"http://ns.adobe.com/xap/1.0/sType/ResourceRef#", resource_ref}},
    {"version", {"http://ns.adobe.com/xap/1.0/sType/Version#", version}},
    {"job", {"http://ns.adobe.com/xap/1.0/sType/Job#", job}},
    {"beatsplicestretch", {dynamic_media, beat_splice_stretch}},
    {"marker", {dynamic_media, marker}},
    {"media", {dynamic_media, contributed_media}},
    {"projectlink", {dynamic_media, project_link}},
    {"resamplestretch", {dynamic_media, resample_stretch}},
    {"time", {dynamic_media, time}},
    {"timecode", {dynamic_media, time_code}},
    {"timescalestretch", {dynamic_media, time_scale_stretch}},
    {"flash", {exif_name_space, flash}},
    {"oecf/sfr", {exif_name_space, oecf}},
    {"cfapattern", {exif_name_space, cfa_pattern}},
    {"devicesettings", {exif_name_space, device_settings}},
};

// Is the word one of the names of a group?
bool holds(std::string_view names, std::string_view word) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    if (names.substr(0, end) == word) return true;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

std::map<std::string, std::string, std::less<>> fields_of(std::span<const Group> groups) {
  std::map<std::string, std::string, std::less<>> fields;
  for (const Group& group : groups) {
    for (std::string_view names = group.names; !names.empty();) {
      const std::size_t end = std::min(names.find(' '), names.size());
      fields.emplace(names.substr(0, end), group.type);
      names.remove_prefix(std::min(end + 1, names.size()));
    }
  }
  return fields;
}

}  // namespace

std::string_view type_of(std::string_view name_space, std::string_view name) {
  for (const Schema& schema : schemas) {
    if (schema.name_space != name_space) continue;
    for (const Group& group : schema.properties) {
      if (holds(group.names, name)) return group.type;
    }
  }
  return {};
}

void add_structures(XmpTypes& types) {
  for (const Structure& structure : structures) {
    types.add_structure(structure.type, {std::string(structure.schema.name_space),
                                         fields_of(structure.schema.properties)});
  }
}

}  // namespace facteur::formats::pdfa::predefined_schemas
