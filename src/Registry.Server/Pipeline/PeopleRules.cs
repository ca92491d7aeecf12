using Google.Protobuf;
using Registry.V1;

namespace Registry.Server.Pipeline;

/// <summary>The shape of requests about who a person is and who belongs to her, where it is more than the shape of their fields.</summary>
internal static class PeopleRules
{
    /// <summary>Whether a field may be left out, where these requests say so; null where they do not.</summary>
    public static bool? MayBeLeftOut(string field, IMessage request) => (field, request) switch
    {
        ("person", AmendIdentityRequest) => true,
        ("contact_id", BlockContactRequest or RecordRepresentativeRequest) => true,
        ("representative_id", RecordConsentRequest) => true,
        ("number" or "issued_on" or "issuer", AddDocumentRequest) => true,
        ("sha256", AddDocumentRequest or GetDocumentRequest) => true,
        ("starts_on", RecordRepresentativeRequest) => true,
        _ => null,
    };

    public static IEnumerable<FieldProblem> Check(IMessage request) => request switch
    {
        BlockContactRequest { OtherCase: BlockContactRequest.OtherOneofCase.None } => [new("relative_id, contact_id", "one of them")],
        BlockContactRequest one when one.RelativeId == one.PersonId && one.ContactId.Length == 0 => [new("relative_id", "somebody else")],
        RecordRepresentativeRequest { WhoCase: RecordRepresentativeRequest.WhoOneofCase.None } => [new("record_id, contact_id", "one of them")],
        AddContactRequest { Contact: { ContactId.Length: > 0 } } => [new("contact.contact_id", "nothing; the registry makes it")],
        AddContactRequest { Contact: { FullName: "", Relationship: "", Phone: "" } } => [new("contact", "a name, what he is to her, or a phone number")],
        AddDocumentRequest { Sha256: { Length: > 0 } hash } when !IsHash(hash) => [new("sha256", "64 hexadecimal digits in lower case")],
        GetDocumentRequest { Sha256: { Length: > 0 } hash } when !IsHash(hash) => [new("sha256", "64 hexadecimal digits in lower case")],
        AmendIdentityRequest amend when amend.Fields?.Paths.Any(path => Person.Descriptor.FindFieldByName(path) is null) == true =>
            [new("fields", "names of fields of Person")],
        _ => [],
    };

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
