using Google.Protobuf;
using Registry.V1;

namespace Registry.Server.Pipeline;

/// <summary>The shape of requests about who a person is and who belongs to her, where it is more than the shape of their fields.</summary>
internal static class PeopleRules
{
    /// <summary>Whether a field may be left out, where these requests say so; null where they do not.</summary>
    public static bool? MayBeLeftOut(string field, IMessage request) => (field, request) switch
    {
        ("person", AmendIdentityRequest) or ("kinship", CorrectKinshipRequest) => true,
        ("contact_id", BlockContactRequest or RecordRepresentativeRequest) => true,
        ("representative_id", RecordConsentRequest) => true,
        ("number" or "issued_on" or "issuer", AddDocumentRequest) => true,
        ("sha256", AddDocumentRequest or GetDocumentRequest) => true,
        ("starts_on", RecordRepresentativeRequest) => true,
        _ => null,
    };

    public static IEnumerable<FieldProblem> Check(IMessage request) => request switch
    {
        BlockContactRequest { OtherCase: BlockContactRequest.OtherOneofCase.None } => [new("relative_id, contact_id", Expected.OneOfThem)],
        BlockContactRequest one when one.RelativeId == one.PersonId && one.ContactId.Length == 0 => [new("relative_id", Expected.SomebodyElse)],
        RecordRepresentativeRequest { WhoCase: RecordRepresentativeRequest.WhoOneofCase.None } => [new("record_id, contact_id", Expected.OneOfThem)],
        AddContactRequest { Contact: { ContactId.Length: > 0 } } => [new("contact.contact_id", Expected.MadeByRegistry)],
        AddContactRequest { Contact: { FullName: "", Relationship: "", Phone: "" } } => [new("contact", Expected.ContactSaid)],
        AddDocumentRequest { Sha256: { Length: > 0 } hash } when !IsHash(hash) => [new("sha256", Expected.Sha256)],
        GetDocumentRequest { Sha256: { Length: > 0 } hash } when !IsHash(hash) => [new("sha256", Expected.Sha256)],
        AmendIdentityRequest amend when amend.Fields?.Paths.Any(path => Person.Descriptor.FindFieldByName(path) is null) == true =>
            [new("fields", Expected.PersonFields)],
        _ => [],
    };

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
