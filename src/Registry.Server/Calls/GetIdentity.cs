using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>The fields of a person that are asked for and permitted.</summary>
internal sealed class GetIdentity(Looks looks, Disclosure disclosure, LawTables law)
{
    private const string Status = "status";

    public async Task<GetIdentityResponse> Answer(GetIdentityRequest request, Call call)
    {
        var fields = disclosure.Asked(Person.Descriptor, request.Fields.Paths);
        var status = request.Fields.Paths.Contains(Status);
        var unknown = request.Fields.Paths.Where(path => path != Status && !PeopleParts.Classes.ContainsKey(path) && Person.Descriptor.FindFieldByName(path) is null).ToList();
        if (unknown.Count > 0)
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("fields", Expected.PersonFieldsOr([Status, .. PeopleParts.Classes.Keys.Order(StringComparer.Ordinal)])));

        var parts = request.Fields.Paths.Where(PeopleParts.Classes.ContainsKey).ToHashSet(StringComparer.Ordinal);
        var asked = fields.Select(disclosure.ClassOf).Concat(parts.SelectMany(part => PeopleParts.Classes[part])).ToHashSet();
        if (status)
            asked.Add(DomainClass.Status);

        using var look = await looks.At(call, Wire.Id(request.PersonId), asked);
        var answer = new GetIdentityResponse { Person = new Person() };
        foreach (var field in fields)
            look.Merge(answer.Person, field.Name);
        if (status && look.Permits(DomainClass.Status) && look.State.Person is { } person)
        {
            answer.Status = StatusOf(person, call, law);
            answer.Version = look.Record.Head(look.State.Subject, StreamTypes.Person).Told;
        }

        PeopleParts.Fill(answer, look, parts, call, law);
        return answer;
    }

    /// <summary>What is said of a record's state; of other records of the same human being only to who has to do with both.</summary>
    internal static PersonStatus StatusOf(Domain.Victims.PersonState person, Call call, LawTables law)
    {
        var status = new PersonStatus
        {
            Kind = person switch
            {
                { Kind: Domain.Victims.PersonKind.Victim } => PersonKind.Victim,
                { Minor: true, Accompanies: true } => PersonKind.AccompanyingMinor,
                _ => PersonKind.Relative,
            },
            Verification = (VerificationOutcome)(person.Verification ?? 0),
            CertificateIssued = person.Certificate is not null,
            EntryPoint = person.EntryPoint ?? "",
            Channel = (ReturnChannel)(person.Channel ?? 0),
            Accompanies = person.Accompanies,
        };
        status.SamePersonIds.AddRange(person.Merge.Links
            .Where(link => link.KnownTo.Any(agency => law.Agencies.StandsFor(call.Caller.Agency, agency, call.Today)))
            .Select(link => link.Other.ToString()));
        return status;
    }
}
