using System.Text;

namespace Registry.Sealing;

/// <summary>
/// Every label that separates one use of a key from another: HKDF info and the first part of every MAC and of all associated data.
/// </summary>
/// <remarks>
/// Constant and versioned. A label ends in NUL and holds no other, so none is a prefix of another; a test says so. A change of what
/// a key means takes a new label; one that was ever used is never given a second meaning.
/// </remarks>
internal static class Labels
{
    /// <summary>Bound into all associated data. One installation is one tenant; a second one would get a constant of its own.</summary>
    internal const string Tenant = "registry";

    internal const string EpochCommitment = "registry/v1/epoch-commitment\0";
    internal const string ServiceCommitment = "registry/v1/service-commitment\0";
    internal const string SubjectCommitment = "registry/v1/subject-commitment\0";

    internal const string SubjectClassKey = "registry/v1/subject-class-key\0";
    internal const string SealedField = "registry/v1/sealed-field\0";
    internal const string ConsentCode = "registry/v1/consent-code\0";

    internal const string FactsKey = "registry/v1/facts-key\0";
    internal const string FactsBlob = "registry/v1/facts-blob\0";

    internal const string EventMacKey = "registry/v1/event-mac-key\0";
    internal const string EventMac = "registry/v1/event-mac\0";

    internal const string IndexTagKey = "registry/v1/index-tag-key\0";
    internal const string IndexFullKey = "registry/v1/index-full-key\0";
    internal const string IndexEntryKey = "registry/v1/index-entry-key\0";
    internal const string IndexTag = "registry/v1/index-tag\0";
    internal const string IndexFull = "registry/v1/index-full\0";
    internal const string IndexEntry = "registry/v1/index-entry\0";

    internal const string SearchTagKey = "registry/v1/search-tag-key\0";
    internal const string SearchTag = "registry/v1/search-tag\0";

    internal const string RecordPartKey = "registry/v1/record-part-key\0";
    internal const string RecordPartCommitment = "registry/v1/record-part-commitment\0";
    internal const string RecordPart = "registry/v1/record-part\0";

    internal const string ReleaseBookKey = "registry/v1/release-book-key\0";
    internal const string ReleaseBook = "registry/v1/release-book\0";

    internal const string RequestLookupKey = "registry/v1/request-lookup-key\0";
    internal const string RequestBodyKey = "registry/v1/request-body-key\0";
    internal const string RequestResultKey = "registry/v1/request-result-key\0";
    internal const string RequestLookup = "registry/v1/request-lookup\0";
    internal const string RequestBody = "registry/v1/request-body\0";
    internal const string RequestResult = "registry/v1/request-result\0";

    internal const string StatisticsNameKey = "registry/v1/statistics-name-key\0";
    internal const string StatisticsEntryKey = "registry/v1/statistics-entry-key\0";
    internal const string StatisticsDrawKey = "registry/v1/statistics-draw-key\0";
    internal const string StatisticsName = "registry/v1/statistics-name\0";
    internal const string StatisticsEntry = "registry/v1/statistics-entry\0";
    internal const string StatisticsDraw = "registry/v1/statistics-draw\0";

    /// <summary>Throws on a lone surrogate: replacing it would let two different strings become the same bytes.</summary>
    internal static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
