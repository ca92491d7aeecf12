using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Testing.Cases;

/// <summary>Requests about who a person is and who belongs to her, ready to be sent.</summary>
public sealed class Persons(BorderReturn play, string person, Officer officer, Purpose purpose, string basis)
{
    /// <summary>The person's record as these requests see it.</summary>
    public async Task<GetIdentityResponse> Look(params string[] fields) =>
        (await play.At(officer).Send(BorderReturn.Look(person, purpose, basis, fields))).Expect<GetIdentityResponse>();

    /// <summary>Sends an act on the version that stands now.</summary>
    /// <param name="act">Context, request id, person and version are filled in where they are missing.</param>
    /// <param name="version">The version that is expected; 0 for the one that stands now.</param>
    public async Task<Answer> Send(IMessage act, long version = 0)
    {
        var fields = act.Descriptor.Fields;
        if (fields["context"].Accessor.GetValue(act) is null)
            fields["context"].Accessor.SetValue(act, BorderReturn.Why(purpose, basis));
        if (fields["request_id"].Accessor.GetValue(act) is "")
            fields["request_id"].Accessor.SetValue(act, BorderReturn.NewId());
        fields["person_id"].Accessor.SetValue(act, person);
        fields["expected_version"].Accessor.SetValue(act, version > 0 ? version : (await Look("status")).Version);
        return await play.At(officer).Send(act);
    }

    /// <summary>Sends an act that is expected to succeed.</summary>
    public async Task<T> Do<T>(IMessage act)
        where T : class, IMessage => (await Send(act)).Expect<T>();

    public static AmendIdentityRequest Amend(Person to, params string[] fields) =>
        new() { Person = to, Fields = new FieldMask { Paths = { fields } }, Reason = Canaries.AmendReason };

    public static AddContactRequest Contact(ContactRole role = ContactRole.Guardian) => new()
    {
        Contact = new Contact
        {
            Role = role,
            FullName = Canaries.ContactName,
            Relationship = Canaries.Relationship,
            Phone = Canaries.Phone,
            Address = new Address { Line = Canaries.ContactHome },
            Note = Canaries.ContactNote,
        },
    };
}
