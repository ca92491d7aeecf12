using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Testing.Cases;

/// <summary>A woman who reported herself to her commune a month before the tests' day, and requests about her, each at the version that the last answer left.</summary>
/// <param name="registry">Where she is played.</param>
/// <param name="offices">The offices of her province; null for those of Hue.</param>
public sealed class SelfReport(RunningRegistry registry, Offices? offices = null) : IDisposable
{
    private readonly Offices her = offices ?? new Offices(Officers.Commune, Officers.LabourOffice, Officers.AluoiPolice);
    private readonly Dictionary<string, Desk> desks = new(StringComparer.Ordinal);
    private long version;

    /// <summary>Version of her record as the last answer said.</summary>
    public long Version => version;

    /// <summary>Day of the report; twenty days later the first time is over.</summary>
    public static Date Reported { get; } = new() { Year = 2016, Month = 2, Day = 15 };

    public string Person { get; private set; } = "";

    public Desk At(Officer officer)
    {
        if (!desks.TryGetValue(officer.Agency, out var desk))
            desks[officer.Agency] = desk = registry.Desk(officer.WithEveryScope());
        return desk;
    }

    /// <summary>Sends, expects success, and keeps the version.</summary>
    public async Task<TResponse> Do<TResponse>(Officer officer, IMessage request)
        where TResponse : class, IMessage
    {
        var answer = (await At(officer).Send(request)).Expect<TResponse>();
        version = (long)answer.Descriptor.FindFieldByName("version").Accessor.GetValue(answer);
        return answer;
    }

    /// <summary>The commune takes the report, the labour office receives her.</summary>
    public async Task<SelfReport> Received()
    {
        Person = (await Do<RecordSelfReportResponse>(her.Commune, new RecordSelfReportRequest
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "L66/2011-D24.1"),
            RequestId = BorderReturn.NewId(),
            OccurredOn = Reported,
            Route = Route.SelfReport,
            Addressee = her.LabourOffice.Agency,
            Person = People.Stranger(),
        })).PersonId;
        await Do<RecordReceptionResponse>(her.LabourOffice, new RecordReceptionRequest
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "L66/2011-D24.2"),
            RequestId = BorderReturn.NewId(),
            OccurredOn = Reported,
            PersonId = Person,
            ExpectedVersion = version,
            Lead = true,
            Minutes = new Minutes { Number = Canaries.MinutesNumber, SignedOn = Reported },
        });
        return this;
    }

    /// <summary>The labour office asked the district police.</summary>
    public async Task<SelfReport> Asked()
    {
        await Received();
        await Do<RequestVerificationResponse>(her.LabourOffice, Ask());
        return this;
    }

    /// <summary>The district police found that she is a victim and issued the certificate.</summary>
    public async Task<IssueCertificateResponse> Certified(string number)
    {
        await Asked();
        await Do<RecordVerificationResultResponse>(her.Police, Find(VerificationOutcome.Confirmed));
        return await Do<IssueCertificateResponse>(her.Police, Certify(number));
    }

    public RequestVerificationRequest Ask(Officer? of = null, bool newEvidence = false) => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "L66/2011-D24.3"),
        RequestId = BorderReturn.NewId(),
        OccurredOn = newEvidence ? BorderReturn.Day : Reported,
        PersonId = Person,
        ExpectedVersion = version,
        Addressee = (of ?? her.Police).Agency,
        RequestNumber = Canaries.VerificationRequestNumber,
        NewEvidence = newEvidence,
    };

    public ExtendVerificationRequest Extend(int day, int month) => new()
    {
        Context = BorderReturn.Why(Purpose.VerifyIdentity, "L66/2011-D24.4"),
        RequestId = BorderReturn.NewId(),
        PersonId = Person,
        ExpectedVersion = version,
        Until = new Date { Year = 2016, Month = month, Day = day },
        Reason = Canaries.ExtensionReason,
    };

    public RecordVerificationResultRequest Find(VerificationOutcome outcome, Purpose purpose = Purpose.VerifyIdentity) => new()
    {
        Context = BorderReturn.Why(purpose, "QD22/2015-D6.2"),
        RequestId = BorderReturn.NewId(),
        PersonId = Person,
        ExpectedVersion = version,
        Outcome = outcome,
        EvidenceSources = { EvidenceSource.Witness },
        AnswerNumber = Canaries.AnswerNumber,
        Reason = Canaries.FindingReason,
    };

    public IssueCertificateRequest Certify(string number, CertificateKind kind = CertificateKind.Unspecified, Purpose purpose = Purpose.Certify) => new()
    {
        Context = BorderReturn.Why(purpose, "L66/2011-D28"),
        RequestId = BorderReturn.NewId(),
        PersonId = Person,
        ExpectedVersion = version,
        CertificateNumber = number,
        Kind = kind,
    };

    public RevokeCertificateRequest Revoke(string certificate, RevocationGround ground = RevocationGround.PosedAsVictim) => new()
    {
        Context = BorderReturn.Why(Purpose.Certify, "L66/2011-D28"),
        RequestId = BorderReturn.NewId(),
        PersonId = Person,
        ExpectedVersion = version,
        CertificateId = certificate,
        Ground = ground,
        Reason = Canaries.RevocationReason,
        DecisionNumber = BorderReturn.Numbered(Canaries.RevocationNumber),
    };

    public CloseCaseRequest Close(ClosingGround ground) => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D13.1"),
        RequestId = BorderReturn.NewId(),
        PersonId = Person,
        ExpectedVersion = version,
        Ground = ground,
        Reason = Canaries.ClosingReason,
    };

    public GetCaseRequest See(Purpose purpose, params string[] parts) => new()
    {
        Context = BorderReturn.Why(purpose, "QD22/2015-D6.2"),
        PersonId = Person,
        Fields = new FieldMask { Paths = { parts.Length > 0 ? parts : ["status", "verification", "evidence", "exploitation", "certificates"] } },
    };

    public void Dispose()
    {
        foreach (var desk in desks.Values)
            desk.Dispose();
    }
}

/// <summary>Who a woman that reports herself has to do with: her commune, the labour office of the district, the police that are asked.</summary>
public sealed record Offices(Officer Commune, Officer LabourOffice, Officer Police);
