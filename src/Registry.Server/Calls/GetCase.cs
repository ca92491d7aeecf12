using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Verification;
using Registry.Domain.Victims;
using Registry.Server.Pipeline;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>What a party of the case sees of its state: each part under the class that the tables give it, and quietly absent otherwise.</summary>
internal sealed class GetCase(Looks looks, LawTables law)
{
    private static readonly Dictionary<string, DomainClass> Parts = new(StringComparer.Ordinal)
    {
        ["status"] = DomainClass.Status,
        ["verification"] = DomainClass.Verification,
        ["certificates"] = DomainClass.Verification,
        ["evidence"] = DomainClass.Evidence,
        ["exploitation"] = DomainClass.Exploitation,
    };

    public async Task<GetCaseResponse> Answer(GetCaseRequest request, Call call)
    {
        var mask = request.Fields.Paths.ToHashSet(StringComparer.Ordinal);
        if (mask.Any(path => !Parts.ContainsKey(path)))
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("fields", Expected.OneOf(Parts.Keys)));

        // Who acted last says where she is.
        var asked = mask.Select(part => Parts[part]).ToHashSet();
        if (asked.Contains(DomainClass.Status) || asked.Contains(DomainClass.Verification))
            asked.Add(DomainClass.CurrentPlace);
        using var look = await looks.At(call, Wire.Id(request.PersonId), asked);
        bool Shows(string part) => mask.Contains(part) && look.Permits(Parts[part]);

        var answer = new GetCaseResponse();
        if (look.State.Person is not { } person)
            return answer;
        if (Shows("status"))
        {
            answer.State = StateOf(look, call, person);
            answer.Version = look.Record.Head(look.State.Subject, StreamTypes.Person).Told;
        }

        if (Shows("verification"))
            answer.Requests.AddRange(person.Verifying.Requests.Select(one => RequestOf(look, call, one)));
        answer.Findings.AddRange(person.Verifying.Findings.Select(one => FindingOf(look, call, one, Shows)).Where(one => one.CalculateSize() > 0));
        if (Shows("certificates"))
            answer.Certificates.AddRange(person.Verifying.Certificates.Select(one => CertificateOf(look, call, one)));
        return answer;
    }

    private CaseState StateOf(Look look, Call call, PersonState person)
    {
        var verifying = person.Verifying;
        var answer = new CaseState
        {
            Route = (V1.Route)(verifying.Route ?? 0),
            EntryPoint = person.EntryPoint ?? "",
            Channel = (ReturnChannel)(person.Channel ?? 0),
            Verification = (V1.VerificationStatus)verifying.Status,
            ReportTakenBy = look.AgencyShown(law, call, verifying.Report?.TakenBy),
            ReportTold = look.AgencyShown(law, call, verifying.Report?.Notice.Told),
            ReportDueOn = DateOf(verifying.Report?.Notice.DueOn),
            ReportedBy = (V1.SpokenBy)(verifying.ReportedBy ?? 0),
            Closed = (V1.ClosingGround)(verifying.Closed?.Ground ?? 0),
            ClosedOn = DateOf(verifying.Closed?.On),
        };
        if (verifying.Closed is not null)
            look.Merge(answer, CloseCase.Path + "closing_reason");
        return answer;
    }

    private VerificationRequestState RequestOf(Look look, Call call, VerificationRequest one)
    {
        var answer = new VerificationRequestState
        {
            AskedBy = look.AgencyShown(law, call, one.AskedBy),
            Addressee = look.AgencyShown(law, call, one.Addressee),
            AskedOn = Wire.Date(one.AskedOn),
            Deadline = one.Deadline ?? "",
            DueOn = DateOf(one.DueOn),
            ExtendedUntil = DateOf(one.ExtendedUntil),
            Open = one.Open,
        };
        foreach (var paper in (string[])["request_number", "extension_reason"])
            look.Merge(answer, Calls.RequestVerification.PathOf(one.Id) + paper);
        return answer;
    }

    /// <summary>Of a finding the caller may see the sources and not the result, or the other way round.</summary>
    private FindingState FindingOf(Look look, Call call, Finding one, Func<string, bool> shows)
    {
        var answer = new FindingState();
        if (shows("verification"))
        {
            answer.Verifier = look.AgencyShown(law, call, one.Verifier);
            answer.FoundOn = Wire.Date(one.On);
            answer.Outcome = (V1.VerificationOutcome)one.Outcome;
            answer.Ground = (V1.FindingGround)(one.Ground ?? 0);
            answer.LegalBasis = one.Rule is { } rule ? law.VerificationRule(rule)?.Source ?? "" : "";
            look.Merge(answer, RecordVerificationResult.PathOf(one.Id) + "answer_number");
            look.Merge(answer, RecordVerificationResult.PathOf(one.Id) + "reason");
        }

        if (shows("evidence"))
            answer.EvidenceSources.AddRange(one.Sources.Select(source => (V1.EvidenceSource)source));
        if (shows("exploitation"))
            look.Merge(answer, RecordVerificationResult.PathOf(one.Id) + "exploitation_forms");
        return answer;
    }

    private CertificateState CertificateOf(Look look, Call call, Certificate one)
    {
        var answer = new CertificateState
        {
            CertificateId = one.Id.ToString(),
            Kind = (V1.CertificateKind)one.Kind,
            Issuer = look.AgencyShown(law, call, one.Issuer),
            BroughtAlong = one.BroughtAlong,
            RevokedOn = DateOf(one.RevokedOn),
            RevocationGround = (V1.RevocationGround)(one.Ground ?? 0),
        };
        foreach (var paper in (string[])["certificate_number", "issued_on", "foreign_issuer", "legalised_by", "issued_by", "revocation_reason", "revocation_number"])
            look.Merge(answer, IssueCertificate.PathOf(one.Id) + paper);
        return answer;
    }

    private static Date? DateOf(DateOnly? day) => day is { } known ? Wire.Date(known) : null;
}
