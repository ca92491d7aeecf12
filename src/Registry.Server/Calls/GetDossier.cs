using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;
using DomainMeasure = Registry.Domain.Protection.Measure;
using DomainRequest = Registry.Domain.Protection.ProtectionRequest;

namespace Registry.Server.Calls;

/// <summary>The dossier: decisions, threat, identity and operations, as far as the caller may see each. Places are decided clause by clause.</summary>
internal sealed class GetDossier(Looks looks, Disclosure disclosure)
{
    private static readonly Dictionary<string, DomainClass> Parts = new(StringComparer.Ordinal)
    {
        ["requests"] = DomainClass.ProtectionDecision,
        ["measures"] = DomainClass.ProtectionDecision,
        ["operations"] = DomainClass.ProtectionOperation,
    };

    /// <summary>Fields of a measure that are seen with its decision.</summary>
    private static readonly string[] Papers =
        ["decision", "refusal", "executors_decision", "transfer_minutes", "end_decision", "release_decision"];

    public async Task<GetDossierResponse> Answer(GetDossierRequest request, Call call)
    {
        var mask = request.Fields.Paths.ToHashSet(StringComparer.Ordinal);
        var fields = disclosure.Asked(Person.Descriptor, mask);
        if (mask.Any(path => !Parts.ContainsKey(path) && Person.Descriptor.FindFieldByName(path) is null))
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("fields", "requests, measures, operations, or names of fields of Person"));

        var asked = fields.Select(disclosure.ClassOf).Concat(mask.Where(Parts.ContainsKey).Select(part => Parts[part]))
            .Append(DomainClass.ProtectionExistence).ToHashSet();
        using var look = await looks.At(call, Wire.Id(request.PersonId), asked);

        var answer = new GetDossierResponse { Person = new Person() };
        foreach (var field in fields)
            look.Merge(answer.Person, field.Name);
        if (look.State.Dossier is { } dossier && look.Permits(DomainClass.ProtectionExistence))
        {
            answer.DossierId = dossier.Id.ToString();
            answer.Version = look.Record.Head(dossier.Id, "").Version;
            if (mask.Contains("requests") && look.Permits(DomainClass.ProtectionDecision))
                answer.Requests.AddRange(dossier.Requests.Select(one => RequestOf(look, one)));
            answer.Measures.AddRange(dossier.Measures.Select(one => MeasureOf(look, mask, one)).Where(measure => measure.MeasureId.Length > 0));
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
    private static V1.Measure MeasureOf(Look look, HashSet<string> mask, DomainMeasure measure)
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
            answer.AuthorityCertainty = (Certainty)measure.Certainty;
            foreach (var paper in Papers)
                look.Merge(answer, path + paper);
        }

        if (mask.Contains("operations") && look.Decision.OperationClauses.Contains(measure.Fact.Clause))
        {
            answer.Executors.AddRange(measure.Fact.Executors.Select(executor => executor.Value));
            look.Merge(answer, path + "place");
            look.Merge(answer, path + "operation");
        }

        if (answer.CalculateSize() > 0)
        {
            answer.MeasureId = measure.Id.ToString();
            answer.Clause = (MeasureClause)measure.Fact.Clause;
        }

        return answer;
    }
}
