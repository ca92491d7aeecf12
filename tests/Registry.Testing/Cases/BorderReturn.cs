using Google.Protobuf.WellKnownTypes;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Testing.Cases;

/// <summary>
/// The demo case over gRPC, each agency at its own desk, up to a named moment. Every moment plays the ones before it that have not
/// been played yet.
/// </summary>
public sealed partial class BorderReturn(RunningRegistry registry) : IDisposable
{
    private readonly Dictionary<(Uri Server, string Officer), Desk> desks = [];
    private readonly Dictionary<string, long> versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> dossiers = new(StringComparer.Ordinal);
    private int moment;

    public string Announcement { get; private set; } = "";

    public string Victim { get; private set; } = "";

    public string Daughter { get; private set; } = "";

    public string Sister { get; private set; } = "";

    public string TreatmentReferral { get; private set; } = "";

    public string ConsentCode { get; private set; } = "";

    /// <summary>Answer to the guard measure: inferred authority.</summary>
    public DecideMeasureResponse Guard { get; private set; } = new();

    /// <summary>The day of every act.</summary>
    public static Date Day { get; } = new() { Year = 2016, Month = 3, Day = 1 };

    /// <summary>Name of the certificate in this case.</summary>
    public string CertificateNumber { get; init; } = Canaries.CertificateNumber;

    public Desk At(Officer officer)
    {
        if (!desks.TryGetValue((registry.Grpc, officer.Name), out var desk))
            desks[(registry.Grpc, officer.Name)] = desk = registry.Desk(officer);
        return desk;
    }

    /// <summary>Version of a person's record as this case left it.</summary>
    public long VersionOf(string person) => versions[person];

    /// <summary>Version of a person's dossier; 0 while there is none.</summary>
    public long DossierVersionOf(string person) => dossiers.GetValueOrDefault(person);

    /// <summary>Why a call is made.</summary>
    public static AccessContext Why(Purpose purpose, string basis, string caseReference = "") =>
        new() { Purpose = purpose, LegalBasis = basis, CaseReference = caseReference, Justification = Canaries.Justification, MandateId = purpose == Purpose.Audit ? Mandates.Founding : "" };

    public static string NewId() => Guid.NewGuid().ToString();

    /// <summary>A number that no decision has had: an authority uses each once a year.</summary>
    public static string Numbered(string series) => $"{series} {Guid.NewGuid():n}";

    /// <summary>A look at fields of a person.</summary>
    public static GetIdentityRequest Look(string person, Purpose purpose, string basis, params string[] fields) =>
        new() { Context = Why(purpose, basis), PersonId = person, Fields = new FieldMask { Paths = { fields } } };

    /// <summary>Art. 6.3: police announce, the command directs its post, the labour department knows.</summary>
    public async Task<BorderReturn> Announced()
    {
        if (Passed(1))
            return this;
        var announced = await At(Officers.Police).Victims.AnnounceReturnAsync(
            new AnnounceReturnRequest
            {
                Context = Why(Purpose.ReceiveReturnee, "QD22/2015-D6.3"),
                RequestId = NewId(),
                EntryPoint = Canaries.Gate,
                Channel = ReturnChannel.BilateralAgreement,
                ExpectedOn = Day,
                Persons = 2,
                Addressees = { Officers.Labour.Agency, Officers.Command.Agency },
            }, At(Officers.Police).Options);
        Announcement = announced.AnnouncementId;
        var version = await Acknowledge(Officers.Command, announced.Version, Officers.Post.Agency);
        await Acknowledge(Officers.Labour, version);
        return this;
    }

    /// <summary>The border post registers her.</summary>
    public async Task<BorderReturn> Registered()
    {
        await Announced();
        if (Passed(2))
            return this;
        var registered = await At(Officers.Post).Victims.RegisterVictimAsync(
            new RegisterVictimRequest
            {
                Context = Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
                RequestId = NewId(),
                AnnouncementId = Announcement,
                Person = People.Victim(),
            }, At(Officers.Post).Options);
        Victim = registered.PersonId;
        versions[Victim] = registered.Version;
        return this;
    }

    /// <summary>Art. 7.1: three agencies receive her and the daughter together; the sister at home is written down.</summary>
    public async Task<BorderReturn> Received()
    {
        await Registered();
        if (Passed(3))
            return this;
        foreach (var officer in (Officer[])[Officers.Post, Officers.Police, Officers.Labour])
            await Receive(Victim, officer, lead: officer == Officers.Post);

        var daughter = await At(Officers.Post).Victims.AddAccompanyingMinorAsync(
            new AddAccompanyingMinorRequest
            {
                Context = Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
                RequestId = NewId(),
                VictimId = Victim,
                ExpectedVersion = versions[Victim],
                Kinship = Kinship.BiologicalChild,
                Person = People.Daughter(),
            }, At(Officers.Post).Options);
        Daughter = daughter.PersonId;
        versions[Daughter] = daughter.Version;
        versions[Victim] = daughter.VictimVersion;
        foreach (var officer in (Officer[])[Officers.Post, Officers.Police, Officers.Labour])
            await Receive(Daughter, officer, lead: officer == Officers.Post);

        var sister = await At(Officers.Post).Victims.AddRelativeAsync(
            new AddRelativeRequest
            {
                Context = Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
                RequestId = NewId(),
                VictimId = Victim,
                ExpectedVersion = versions[Victim],
                Kinship = Kinship.Sibling,
                Accompanies = false,
                Person = People.Sister(),
            }, At(Officers.Post).Options);
        Sister = sister.PersonId;
        versions[Sister] = sister.Version;
        versions[Victim] = sister.VictimVersion;
        return this;
    }

    /// <summary>Art. 6.2: police verify and certify.</summary>
    public async Task<BorderReturn> Certified()
    {
        await Received();
        if (Passed(4))
            return this;
        var police = At(Officers.Police);
        var verified = await police.Victims.RecordVerificationResultAsync(
            new RecordVerificationResultRequest
            {
                Context = Why(Purpose.VerifyIdentity, "QD22/2015-D6.2"),
                RequestId = NewId(),
                PersonId = Victim,
                ExpectedVersion = versions[Victim],
                Outcome = VerificationOutcome.Confirmed,
                EvidenceSources = { EvidenceSource.VictimStatement },
                AnswerNumber = Canaries.AnswerNumber,
            }, police.Options);
        versions[Victim] = verified.Version;
        var issued = await police.Victims.IssueCertificateAsync(
            new IssueCertificateRequest
            {
                Context = Why(Purpose.Certify, "QD22/2015-D6.2"),
                RequestId = NewId(),
                OccurredOn = Day,
                PersonId = Victim,
                ExpectedVersion = versions[Victim],
                CertificateNumber = CertificateNumber,
            }, police.Options);
        versions[Victim] = issued.Version;
        ConsentCode = issued.ConsentCode;
        return this;
    }

    /// <summary>The hand-over, after acts of others that moved her record on to the version.</summary>
    public Task<BorderReturn> HandedOver(long version)
    {
        versions[Victim] = version;
        return HandedOver();
    }

    /// <summary>Art. 7.3: mother and daughter come to the centre.</summary>
    public async Task<BorderReturn> HandedOver()
    {
        await Certified();
        if (Passed(5))
            return this;
        foreach (var person in (string[])[Victim, Daughter])
        {
            var referral = await Refer(person, Officers.Post, Officers.Centre, Purpose.Care);
            var handed = await At(Officers.Post).Victims.HandOverPersonAsync(
                new HandOverPersonRequest
                {
                    Context = Why(Purpose.Referral, "QD22/2015-D7.3"),
                    RequestId = NewId(),
                    PersonId = person,
                    ExpectedVersion = versions[person],
                    ReferralId = referral,
                    Minutes = new Minutes { Number = Canaries.HandOverNumber, SignedOn = Day },
                    Place = new Address { Line = Canaries.CarePlace },
                }, At(Officers.Post).Options);
            versions[person] = handed.Version;
        }

        return this;
    }

    public void Dispose()
    {
        foreach (var desk in desks.Values)
            desk.Dispose();
    }

    private async Task<long> Acknowledge(Officer officer, long version, params string[] directed) =>
        (await At(officer).Victims.AcknowledgeAnnouncementAsync(
            new AcknowledgeAnnouncementRequest
            {
                Context = Why(Purpose.ReceiveReturnee, "QD22/2015-D6.3"),
                RequestId = NewId(),
                AnnouncementId = Announcement,
                ExpectedVersion = version,
                DirectedUnits = { directed },
            }, At(officer).Options)).Version;

    private async Task Receive(string person, Officer officer, bool lead)
    {
        var received = await At(officer).Victims.RecordReceptionAsync(
            new RecordReceptionRequest
            {
                Context = Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
                RequestId = NewId(),
                PersonId = person,
                ExpectedVersion = versions[person],
                Lead = lead,
                Minutes = new Minutes { Number = Canaries.MinutesNumber, SignedOn = Day },
            }, At(officer).Options);
        versions[person] = received.Version;
    }

    /// <summary>A referral that is proposed and accepted; its id.</summary>
    public async Task<string> Refer(string person, Officer by, Officer to, Purpose purpose)
    {
        var proposed = await At(by).Victims.ProposeReferralAsync(
            new ProposeReferralRequest
            {
                Context = Why(Purpose.Referral, purpose == Purpose.Care ? "QD22/2015-D7.3" : "QD22/2015-D9"),
                RequestId = NewId(),
                PersonId = person,
                ExpectedVersion = versions[person],
                ToAgency = to.Agency,
                Purpose = purpose,
                Need = true,
                Wish = true,
                FieldClasses = { FieldClass.IdentityMinimum, FieldClass.Health },
            }, At(by).Options);
        var answered = await At(to).Victims.AnswerReferralAsync(
            new AnswerReferralRequest
            {
                Context = Why(Purpose.Referral, "QD22/2015-D4.2"),
                RequestId = NewId(),
                PersonId = person,
                ExpectedVersion = proposed.Version,
                ReferralId = proposed.ReferralId,
                Accepted = true,
            }, At(to).Options);
        versions[person] = answered.Version;
        return proposed.ReferralId;
    }

    private bool Passed(int reached)
    {
        if (moment >= reached)
            return true;
        moment = reached;
        return false;
    }
}
