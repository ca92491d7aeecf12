using Registry.Domain.Law;
using Registry.Domain.Relatives;
using Registry.Server.Pipeline;
using Registry.V1;
using AgencyCode = Registry.Domain.Access.AgencyCode;
using DomainClass = Registry.Domain.Access.FieldClass;
using People = Registry.Domain.People.PeopleState;

namespace Registry.Server.Calls;

/// <summary>
/// The parts of an identity that are lists: relatives, contacts, representatives, consents, papers, amendments, blocks. Each has its class,
/// and whoever may not see it gets none of it.
/// </summary>
internal static class PeopleParts
{
    private static readonly string[] OfContacts = ["full_name", "relationship", "phone", "address", "note"];

    /// <summary>Part to the classes that it asks; without the first nothing of it is shown.</summary>
    public static readonly IReadOnlyDictionary<string, DomainClass[]> Classes = new Dictionary<string, DomainClass[]>(StringComparer.Ordinal)
    {
        ["relatives"] = [DomainClass.Relatives],
        ["contacts"] = [DomainClass.Relatives, DomainClass.CurrentPlace],
        ["representatives"] = [DomainClass.Relatives],
        ["consents"] = [DomainClass.CoreIdentity, DomainClass.CurrentPlace],
        ["documents"] = [DomainClass.IdentityNumbers],
        ["amendments"] =
        [
            DomainClass.CoreIdentity, DomainClass.IdentityMinimum, DomainClass.IdentityNumbers, DomainClass.HomeAddress, DomainClass.CurrentPlace,
            DomainClass.Exploitation, DomainClass.Health, DomainClass.Relatives,
        ],
        ["blocks"] = [DomainClass.ProtectionDecision, DomainClass.CurrentPlace],
    };

    public static void Fill(GetIdentityResponse answer, Look look, IReadOnlySet<string> mask, Call call, LawTables law)
    {
        if (look.State.Person is not { } person)
            return;
        var people = person.People;
        string Agency(AgencyCode one) => look.AgencyShown(law, call, one);
        bool Shown(string part) => mask.Contains(part) && look.Permits(Classes[part][0]);

        // Who is blocked is not linked with her any more, and a representative who is blocked leads nowhere.
        if (Shown("relatives"))
            answer.Relatives.AddRange(person.Relatives.Where(one => !people.IsBlocked(one.Relative, null) && Relative.IsTold(law, look.State, one, call.Caller.Agency, call.Today))
                .Select(one => new RelativeLink { PersonId = one.Relative.ToString(), Accompanies = one.Accompanies }));
        if (Shown("contacts"))
            answer.Contacts.AddRange(people.Contacts.Where(one => !one.Removed).Select(one => ContactOf(look, one)));
        if (Shown("representatives"))
            answer.Representatives.AddRange(people.Representations.Select(one => RepresentativeOf(look, people, one, call.Today)));
        if (Shown("consents"))
            answer.Consents.AddRange(people.Consents.Select(one => ConsentOf(one, Agency)));
        if (Shown("documents"))
            answer.Documents.AddRange(people.Documents.Select(one => GetDocument.Of(look, one)));
        if (Shown("amendments"))
            answer.Amendments.AddRange(people.Amendments.Where(one => one.Classes.All(look.Permits)).Select(one => AmendmentOf(look, one, Agency)));
        if (Shown("blocks"))
            answer.Blocks.AddRange(people.Standing.Where(one => !one.Mirror).Select(one => BlockOf(look, one, Agency)));
    }

    private static Contact ContactOf(Look look, Domain.People.Contact contact)
    {
        var answer = new Contact { ContactId = contact.Id.ToString(), Role = (ContactRole)contact.Role };
        foreach (var field in OfContacts)
            look.Merge(answer, AddContact.PathOf(contact.Id) + field);
        return answer;
    }

    private static Representative RepresentativeOf(Look look, People people, Domain.People.Representation one, DateOnly today)
    {
        var blocked = people.IsBlocked(one.Record, one.Contact);
        var answer = new Representative
        {
            RepresentativeId = one.Id.ToString(),
            Kind = (RepresentativeKind)one.Kind,
            RecordId = blocked ? "" : one.Record?.ToString() ?? "",
            ContactId = one.Contact?.ToString() ?? "",
            StartsOn = Wire.Date(one.From),
            EndsOn = one.Until is { } until ? Wire.Date(until) : null,
            HasStanding = people.HasStanding(one, today),
        };
        look.Merge(answer, RecordRepresentative.PathOf(one.Id) + "paper");
        return answer;
    }

    private static Consent ConsentOf(Domain.People.Consent one, Func<AgencyCode, string> agency) => new()
    {
        ConsentId = one.Id.ToString(),
        RepresentativeId = one.Representative?.ToString() ?? "",
        FieldClasses = { one.Classes.Select(each => (FieldClass)each) },
        Purposes = { one.Purposes.Select(each => (Purpose)each) },
        ToAgency = agency(one.To),
        StartsOn = Wire.Date(one.From),
        EndsOn = one.Until is { } until ? Wire.Date(until) : null,
        Withdrawn = one.Withdrawn,
    };

    private static Amendment AmendmentOf(Look look, Domain.People.Amendment one, Func<AgencyCode, string> agency)
    {
        var answer = new Amendment
        {
            AmendmentId = one.Id.ToString(),
            AmendedOn = Wire.Date(one.On),
            ByAgency = agency(one.By),
            AmendedFields = { one.Fields },
        };
        look.Merge(answer, AmendIdentity.PathOf(one.Id) + "reason");
        return answer;
    }

    private static ContactBlock BlockOf(Look look, Domain.People.Block one, Func<AgencyCode, string> agency)
    {
        var answer = new ContactBlock
        {
            BlockId = one.Id.ToString(),
            RelativeId = one.Other?.ToString() ?? "",
            ContactId = one.Contact?.ToString() ?? "",
            BlockedOn = Wire.Date(one.On),
            ByAgency = agency(one.By),
            ActingAgencies = { one.ActingForOther.Select(agency).Where(code => code.Length > 0) },
        };
        look.Merge(answer, BlockContact.PathOf(one.Id) + "reason");
        return answer;
    }
}
