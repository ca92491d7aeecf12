using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;
using DomainHandover = Registry.Domain.Protection.DossierHandover;
using DomainMeasure = Registry.Domain.Protection.Measure;
using DomainRequest = Registry.Domain.Protection.ProtectionRequest;

namespace Registry.Server.Calls;

/// <summary>The dossier: decisions, threat, identity and operations, as far as the caller may see each. Places are decided clause by clause.</summary>
internal sealed class GetDossier(Looks looks, Disclosure disclosure, LawTables law)
{
    private static readonly Dictionary<string, DomainClass> Parts = new(StringComparer.Ordinal)
    {
        ["requests"] = DomainClass.ProtectionDecision,
        ["measures"] = DomainClass.ProtectionDecision,
        ["operations"] = DomainClass.ProtectionOperation,
        ["handovers"] = DomainClass.ProtectionExistence,
        ["documents"] = DomainClass.ProtectionDecision,
    };

    /// <summary>Fields of a measure that are seen with its decision.</summary>
    private static readonly string[] Papers =
        ["decision", "urgent_threat", "executors_decision", "transfer_minutes", "end_decision", "release_decision", "modify_decision"];

    public async Task<GetDossierResponse> Answer(GetDossierRequest request, Call call)
    {
        var mask = request.Fields.Paths.ToHashSet(StringComparer.Ordinal);
        var fields = disclosure.Asked(Person.Descriptor, mask);
        if (mask.Any(path => !Parts.ContainsKey(path) && Person.Descriptor.FindFieldByName(path) is null))
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("fields", Expected.PersonFieldsOr("requests", "measures", "operations", "handovers", "documents")));

        var asked = fields.Select(disclosure.ClassOf).Concat(mask.Where(Parts.ContainsKey).Select(part => Parts[part]))
            .Append(DomainClass.ProtectionExistence).ToHashSet();
        using var look = await looks.At(call, Wire.Id(request.PersonId), asked);

        var answer = new GetDossierResponse { Person = new Person() };
        foreach (var field in fields)
            look.Merge(answer.Person, field.Name);
        if (look.State.Dossier is { } dossier && look.Permits(DomainClass.ProtectionExistence))
        {
            answer.DossierId = dossier.Id.ToString();
            answer.Version = look.Record.Head(dossier.Id, "").Told;
            if (mask.Contains("requests") && look.Permits(DomainClass.ProtectionDecision))
                answer.Requests.AddRange(dossier.Requests.Select(one => RequestOf(look, one)));
            answer.Measures.AddRange(dossier.Measures.Select(one => MeasureOf(look, mask, one, call.Today)).Where(measure => measure.MeasureId.Length > 0));
            if (mask.Contains("handovers"))
                answer.Handovers.AddRange(dossier.Handovers.All.Where(one => IsParty(call, one)).Select(one => HandoverOf(look, one, call)));
            if (mask.Contains("documents") && look.Permits(DomainClass.ProtectionDecision))
                answer.Documents.AddRange(dossier.Documents.Select(one => DocumentOf(look, one)));
        }

        return answer;
    }

    private static V1.ProtectionRequest RequestOf(Look look, DomainRequest request)
    {
        var answer = new V1.ProtectionRequest
        {
            ProtectionRequestId = request.Id.ToString(),
            Clause = (MeasureClause)request.Clause,
            RequestedBy = request.RequestedBy.Value,
            Addressee = request.Addressee.Value,
            Open = request.Open,
            Area = request.Area ?? "",
            AskedBy = (AskedBy)(request.AskedBy ?? 0),
        };
        foreach (var text in (string[])["threat", "rejection_reason"])
            look.Merge(answer, Calls.RequestProtection.PathOf(request.Id) + text);
        return answer;
    }

    /// <summary>A measure of which the caller may see neither decision nor operation stays empty and is left out.</summary>
    private static V1.Measure MeasureOf(Look look, HashSet<string> mask, DomainMeasure measure, DateOnly today)
    {
        var answer = new V1.Measure();
        var path = Calls.DecideMeasure.PathOf(measure.Id);
        if (mask.Contains("measures") && look.Permits(DomainClass.ProtectionDecision))
        {
            answer.DecidedBy = measure.Decider.Value;
            answer.StartsOn = Wire.Date(measure.Fact.StartsOn);
            answer.EndsOn = measure.Fact.EndsOn is { } end ? Wire.Date(end) : null;
            answer.Status = (MeasureStatus)measure.Status;
            answer.SecrecyReleased = measure.Fact.Released;
            answer.AuthorityCertainty = (V1.Certainty)measure.Certainty;
            answer.PapersDue = measure.PapersDue is { } due ? Wire.Date(due) : null;
            answer.ModifiedOn = measure.Modified is { } change ? Wire.Date(change.On) : null;
            answer.PapersOverdue = measure.PapersOverdueOn(today);
            foreach (var paper in Papers)
                look.Merge(answer, path + paper);
        }

        if (mask.Contains("operations") && look.Decision.Operations.Contains(measure.Fact.Source))
        {
            answer.Executors.AddRange(measure.Fact.Executors.Select(executor => executor.Value));
            look.Merge(answer, path + "place");
            look.Merge(answer, path + "operation");
            look.Merge(answer, path + "refusal");
        }

        if (answer.CalculateSize() > 0)
        {
            answer.MeasureId = measure.Id.ToString();
            answer.Clause = (MeasureClause)measure.Fact.Clause;
        }

        return answer;
    }

    private bool IsParty(Call call, DomainHandover handover) =>
        law.Agencies.StandsFor(call.Caller.Agency, handover.From, call.Today) || law.Agencies.StandsFor(call.Caller.Agency, handover.To, call.Today);

    private static V1.DossierHandover HandoverOf(Look look, DomainHandover handover, Call call)
    {
        var answer = new V1.DossierHandover
        {
            HandoverId = handover.Id.ToString(),
            FromAgency = handover.From.Value,
            ToAgency = handover.To.Value,
            ProposedOn = Wire.Date(handover.ProposedOn),
            Status = (HandoverStatus)handover.Status,
            Expired = handover.Status == Domain.Protection.HandoverStatus.Approved && !handover.IsLiveAt(call.Now),
        };
        foreach (var part in (string[])["reason", "minutes"])
            look.Merge(answer, ProposeDossierHandover.PathOf(handover.Id) + part);
        return answer;
    }

    private static V1.DossierDocument DocumentOf(Look look, Domain.Protection.DossierDocument document)
    {
        var answer = new V1.DossierDocument { DocumentId = document.Id.ToString(), Kind = (DocumentKind)document.Kind, AddedOn = Wire.Date(document.On) };
        foreach (var part in (string[])["number", "signed_on", "issuer", "keyed_hash", "custodian"])
            look.Merge(answer, AddDossierDocument.PathOf(document.Id) + part);
        return answer;
    }
}
