using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Support;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;
using DomainDelivery = Registry.Domain.Support.SupportDelivery;
using DomainFile = Registry.Domain.Support.SupportFile;
using SupportFile = Registry.V1.SupportFile;

namespace Registry.Server.Calls;

/// <summary>
/// Support as the caller's rule shows it: the whole file, or the entries in which its agency has a part (law.md 10.6.6). Where it was given, and by
/// whom, is seen only by who may see her place: a bill shows cost without place (10.5, clause 5).
/// </summary>
internal sealed class GetSupport(Looks looks, Disclosure disclosure, LawTables law)
{
    private static readonly string[] Bill = ["amount_dong", "grounds", "opinion", "granted_dong", "decision", "rejection_reason", "stop_reason"];

    private static readonly Dictionary<string, DomainClass> Parts = new(StringComparer.Ordinal)
    {
        ["files"] = DomainClass.Support,
        ["places"] = DomainClass.CurrentPlace,
    };

    public async Task<GetSupportResponse> Answer(GetSupportRequest request, Call call)
    {
        var mask = request.Fields.Paths.ToHashSet(StringComparer.Ordinal);
        var fields = disclosure.Asked(Person.Descriptor, mask);
        if (mask.Any(path => !Parts.ContainsKey(path) && Person.Descriptor.FindFieldByName(path) is null))
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("fields", Expected.PersonFieldsOr("files", "places")));

        var asked = fields.Select(disclosure.ClassOf).Concat(mask.Where(Parts.ContainsKey).Select(part => Parts[part])).Append(DomainClass.Status).ToHashSet();
        using var look = await looks.At(call, Wire.Id(request.PersonId), asked);

        var answer = new GetSupportResponse { Person = new Person() };
        foreach (var field in fields)
            look.Merge(answer.Person, field.Name);
        if (look.Permits(DomainClass.Status))
            answer.Version = look.Record.Head(look.State.Subject, StreamTypes.Person).Told;
        if (mask.Contains("files") && look.Decision.Permitted.TryGetValue(DomainClass.Support, out var rule) && look.State.Person is { } person)
        {
            var own = law.IsOfOwnEntries(rule);
            var sight = new Sight(look, mask.Contains("places") && look.Permits(DomainClass.CurrentPlace), code => law.Agencies.StandsFor(call.Caller.Agency, code, call.Today));
            answer.Files.AddRange(person.Support.Files.Where(file => !own || file.Parties().Any(sight.IsOwn)).Select(file => FileOf(sight, file, own)));
            answer.EssentialsDaysUsed = own ? 0 : person.Support.DaysUsed(Domain.Law.SupportKind.Essentials);
        }

        return answer;
    }

    private SupportFile FileOf(Sight sight, DomainFile file, bool own)
    {
        var answer = new SupportFile
        {
            SupportId = file.Id.ToString(),
            Kind = (V1.SupportKind)file.Kind,
            Status = (V1.SupportStatus)file.Status,
            ProposedOn = Wire.Date(file.ProposedOn),
            DueOn = law.DueOn(file) is { } due ? Wire.Date(due) : null,
            Favourable = file.Favourable == true,
            Granted = PeriodOf(file.Granted),
            BeyondLimit = file.BeyondLimit,
            StoppedOn = file.StoppedOn is { } stopped ? Wire.Date(stopped) : null,
            ProposedBy = sight.Named(file.ProposedBy),
            Appraiser = sight.Named(file.Appraiser),
            Approver = sight.Named(file.Approver),
            Deliverer = sight.Named(file.Deliverer),
        };
        var path = SupportActs.PathOf(file.Id);
        foreach (var part in Bill)
            sight.Look.Merge(answer, path + part);
        if (sight.Places)
            sight.Look.Merge(answer, path + "application");

        // Who has a part in a file that others deliver sees that it is paid, not each of their entries, unless it decided on the file.
        var deciding = file.Approver is { } approver && sight.IsOwn(approver);
        answer.Deliveries.AddRange(file.Deliveries.Where(one => !own || deciding || sight.IsOwn(one.By)).Select(one => DeliveryOf(sight, path, one)));
        return answer;
    }

    private static V1.SupportDelivery DeliveryOf(Sight sight, string path, DomainDelivery delivery)
    {
        var answer = new V1.SupportDelivery { DeliveredOn = Wire.Date(delivery.On), Period = PeriodOf(delivery.Period), DeliveredBy = sight.Named(delivery.By) };
        sight.Look.Merge(answer, $"{path}{delivery.Id:n}/amount_dong");
        if (sight.Places)
        {
            sight.Look.Merge(answer, $"{path}{delivery.Id:n}/receipt");
            sight.Look.Merge(answer, $"{path}{delivery.Id:n}/place");
        }

        return answer;
    }

    private static V1.SupportPeriod? PeriodOf(Domain.Support.SupportPeriod? period) =>
        period is null ? null : new V1.SupportPeriod { FirstDay = Wire.Date(period.From), Days = period.Days };

    /// <summary>What this caller sees of names and places.</summary>
    private sealed record Sight(Look Look, bool Places, Func<AgencyCode, bool> IsOwn)
    {
        public string Named(AgencyCode? agency) => agency is { } code && (Places || IsOwn(code)) ? code.Value : "";
    }
}
