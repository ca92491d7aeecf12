using Google.Protobuf;
using Registry.V1;

namespace Registry.Server.Pipeline;

/// <summary>The shape of requests about who a person is and who belongs to her, where it is more than the shape of their fields.</summary>
internal static class PeopleRules
{
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
