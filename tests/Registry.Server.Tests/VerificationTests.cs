using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>From the first report to the closed case over the wire: who may take which step, what each sees meanwhile, and what a revocation means.</summary>
[Collection(nameof(Workplace))]
public sealed class VerificationTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    [Fact]
    public async Task A_report_makes_a_person_who_awaits_verification_and_offers_the_reception_to_who_is_told()
    {
        using var play = await new SelfReport(workplace.Registry).Received();

        var seen = (await play.At(Officers.LabourOffice).Send(play.See(Purpose.ReceiveReturnee))).Expect<GetCaseResponse>();

        Assert.Equal((Route.SelfReport, VerificationStatus.Awaiting), (seen.State.Route, seen.State.Verification));
        Assert.Equal((Officers.Commune.Agency, Officers.LabourOffice.Agency), (seen.State.ReportTakenBy, seen.State.ReportTold));
        Assert.Equal(new Date { Year = 2016, Month = 2, Day = 18 }, seen.State.ReportDueOn);
        foreach (var stranger in (Officer[])[Officers.AluoiPolice, Officers.District, Officers.Police, Officers.Labour, Officers.Population])
            Assert.Equal(StatusCode.NotFound, (await play.At(stranger).Send(play.See(Purpose.VerifyIdentity))).Status);
    }

    [Fact]
    public async Task Who_was_asked_sees_her_while_the_request_is_open_and_answers_and_each_party_sees_its_classes()
    {
        using var play = await new SelfReport(workplace.Registry).Asked();
        Assert.Equal("VERIFICATION_RUNS", (await play.At(Officers.LabourOffice).Send(play.Ask(Officers.Police))).Reason);
        Assert.Equal(StatusCode.NotFound, (await play.At(Officers.District).Send(play.Find(VerificationOutcome.Confirmed))).Status);
        Assert.Equal("EXTENSION_NOT_VALID", (await play.At(Officers.AluoiPolice).Send(play.Extend(20, 5))).Reason);
        await play.Do<ExtendVerificationResponse>(Officers.AluoiPolice, play.Extend(15, 4));
        Assert.Equal("ALREADY_EXTENDED", (await play.At(Officers.AluoiPolice).Send(play.Extend(15, 4))).Reason);

        var open = (await play.At(Officers.LabourOffice).Send(play.See(Purpose.ReceiveReturnee))).Expect<GetCaseResponse>();
        var request = Assert.Single(open.Requests);
        Assert.Equal((VerificationStatus.Extended, "DL-VERIFY", true), (open.State.Verification, request.Deadline, request.Open));
        Assert.Equal((Canaries.VerificationRequestNumber, Canaries.ExtensionReason), (request.RequestNumber, request.ExtensionReason));
        Assert.Equal((new Date { Year = 2016, Month = 3, Day = 21 }, new Date { Year = 2016, Month = 4, Day = 15 }), (request.DueOn, request.ExtendedUntil));

        var bare = play.Find(VerificationOutcome.Confirmed);
        bare.EvidenceSources.Clear();
        var refused = await play.At(Officers.AluoiPolice).Send(bare);
        Assert.Equal((StatusCode.FailedPrecondition, "EVIDENCE_MISSING"), (refused.Status, refused.Reason));
        Assert.Contains("62/2012", refused.Text("vi"), StringComparison.Ordinal);
        await play.Do<RecordVerificationResultResponse>(Officers.AluoiPolice, play.Find(VerificationOutcome.Confirmed));

        var office = (await play.At(Officers.LabourOffice).Send(play.See(Purpose.ReceiveReturnee))).Expect<GetCaseResponse>();
        var finding = Assert.Single(office.Findings);
        Assert.Equal((Officers.AluoiPolice.Agency, VerificationOutcome.Confirmed, "L66/2011-D24.3"), (finding.Verifier, finding.Outcome, finding.LegalBasis));
        Assert.Equal((Canaries.AnswerNumber, Canaries.FindingReason), (finding.AnswerNumber, finding.Reason));
        Assert.Empty(finding.EvidenceSources);
        Assert.False(Assert.Single(office.Requests).Open);
        var again = play.Ask();
        again.OccurredOn = BorderReturn.Day;
        Assert.Equal("ALREADY_VERIFIED", (await play.At(Officers.LabourOffice).Send(again)).Reason);
    }

    [Fact]
    public async Task New_evidence_opens_a_conclusion_again_and_the_provincial_police_see_where_evidence_came_from()
    {
        using var play = new SelfReport(workplace.Registry);
        await play.Certified($"GXN-{BorderReturn.NewId()}");

        await play.Do<RequestVerificationResponse>(Officers.LabourOffice, play.Ask(Officers.Police, newEvidence: true));
        await play.Do<RecordVerificationResultResponse>(Officers.Police, play.Find(VerificationOutcome.Inconclusive));

        var seen = (await play.At(Officers.Police).Send(play.See(Purpose.VerifyIdentity))).Expect<GetCaseResponse>();
        Assert.Equal(VerificationStatus.Confirmed, seen.State.Verification);
        Assert.Equal([VerificationOutcome.Confirmed, VerificationOutcome.Inconclusive], seen.Findings.Select(one => one.Outcome));
        Assert.All(seen.Findings, one => Assert.Equal([EvidenceSource.Witness], one.EvidenceSources));
    }

    [Fact]
    public async Task A_revoked_certificate_looks_like_any_that_was_never_issued_and_its_number_stays_used()
    {
        using var play = new SelfReport(workplace.Registry);
        var number = $"GXN-{BorderReturn.NewId()}";
        var issued = await play.Certified(number);
        VerifyCertificateRequest Shown(string which) => new()
        {
            Context = BorderReturn.Why(Purpose.IdentityCheck, "RULE-CONSENT"),
            CertificateNumber = which,
            IssuedOn = BorderReturn.Day,
            ConsentCode = issued.ConsentCode,
        };
        Assert.True((await play.At(Officers.Population).Send(Shown(number))).Expect<VerifyCertificateResponse>().Confirmed);
        Assert.Equal(StatusCode.NotFound, (await play.At(Officers.LabourOffice).Send(play.Revoke(issued.CertificateId))).Status);
        Assert.Equal("CERTIFICATE_NOT_YOURS", (await play.At(Officers.AluoiPolice).Send(play.Revoke(BorderReturn.NewId()))).Reason);

        await play.Do<RevokeCertificateResponse>(Officers.AluoiPolice, play.Revoke(issued.CertificateId));

        var revoked = await play.At(Officers.Population).Send(Shown(number));
        Assert.Equal((await play.At(Officers.Population).Send(Shown(number + "X"))).Fingerprint, revoked.Fingerprint);
        Assert.False(revoked.Expect<VerifyCertificateResponse>().Confirmed);
        Assert.Equal("CERTIFICATE_ALREADY_REVOKED", (await play.At(Officers.AluoiPolice).Send(play.Revoke(issued.CertificateId))).Reason);
        Assert.Equal("NOT_YET_VERIFIED", (await play.At(Officers.AluoiPolice).Send(play.Certify($"GXN-{BorderReturn.NewId()}"))).Reason);
        var seen = (await play.At(Officers.AluoiPolice).Send(play.See(Purpose.VerifyIdentity))).Expect<GetCaseResponse>();
        Assert.Equal(VerificationStatus.Revoked, seen.State.Verification);
        Assert.Equal((Canaries.RevocationReason, true, number), (seen.Certificates[0].RevocationReason, seen.Certificates[0].RevocationNumber.StartsWith(Canaries.RevocationNumber, StringComparison.Ordinal), seen.Certificates[0].CertificateNumber));

        await play.Do<RecordVerificationResultResponse>(Officers.AluoiPolice, await Again(play));
        Assert.Equal("CERTIFICATE_NUMBER_USED", (await play.At(Officers.AluoiPolice).Send(play.Certify(number))).Reason);
    }

    [Fact]
    public async Task Of_two_issues_of_one_number_at_a_time_one_stands_and_the_other_is_refused()
    {
        var plays = Enumerable.Range(0, 4).Select(_ => new SelfReport(workplace.Registry)).ToList();
        foreach (var play in plays)
        {
            await play.Asked();
            await play.Do<RecordVerificationResultResponse>(Officers.AluoiPolice, play.Find(VerificationOutcome.Confirmed));
        }

        var number = $"GXN-{BorderReturn.NewId()}";
        var answers = await Task.WhenAll(plays.Select(play => play.At(Officers.AluoiPolice).Send(play.Certify(number))));

        Assert.Single(answers, answer => answer.Status == StatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != StatusCode.OK), answer => Assert.Contains(answer.Reason, (string[])["CERTIFICATE_NUMBER_USED", "VERSION_MOVED"]));
        foreach (var (play, answer) in plays.Zip(answers).Where(one => one.Second.Status != StatusCode.OK))
            Assert.Equal("CERTIFICATE_NUMBER_USED", (await play.At(Officers.AluoiPolice).Send(play.Certify(number))).Reason);
        plays.ForEach(play => play.Dispose());
    }

    /// <summary>Whoever could ask whether a number is in use could ask whether its bearer is registered.</summary>
    [Fact]
    public async Task Numbers_are_their_issuers_own_and_nobody_learns_of_those_of_others()
    {
        var number = $"GXN-{BorderReturn.NewId()}";
        using var there = await new BorderReturn(workplace.Registry) { CertificateNumber = number }.Certified();
        using var here = await new SelfReport(workplace.Registry).Asked();
        var (finding, paper) = (here.Find(VerificationOutcome.Confirmed), here.Certify(number));
        (finding.OccurredOn, paper.OccurredOn) = (new Date { Year = 2016, Month = 2, Day = 25 }, new Date { Year = 2016, Month = 2, Day = 26 });
        await here.Do<RecordVerificationResultResponse>(Officers.AluoiPolice, finding);
        paper.ExpectedVersion = here.Certify(number).ExpectedVersion;
        var issued = await here.Do<IssueCertificateResponse>(Officers.AluoiPolice, paper);

        foreach (var (day, code) in ((Date, string)[])[(BorderReturn.Day, there.ConsentCode), (paper.OccurredOn, issued.ConsentCode)])
        {
            VerifyCertificateRequest shown = new() { Context = BorderReturn.Why(Purpose.IdentityCheck, "RULE-CONSENT"), CertificateNumber = number, IssuedOn = day, ConsentCode = code };
            Assert.True((await here.At(Officers.Population).Send(shown)).Expect<VerifyCertificateResponse>().Confirmed);
        }
    }

    [Fact]
    public async Task Foreign_papers_need_their_legalisation_and_then_a_finding_may_rest_on_them()
    {
        using var play = await new SelfReport(workplace.Registry).Received();
        var papers = play.Certify($"NN-{BorderReturn.NewId()}", CertificateKind.ForeignLegalised, Purpose.ReceiveReturnee);
        papers.IssuedOn = new Date { Year = 2015, Month = 12, Day = 1 };
        papers.ForeignIssuer = Canaries.ForeignIssuer;
        var on = play.Find(VerificationOutcome.Confirmed, Purpose.ReceiveReturnee);
        on.Ground = FindingGround.Papers;
        on.EvidenceSources.Clear();
        Assert.Equal("PAPERS_MISSING", (await play.At(Officers.LabourOffice).Send(on)).Reason);
        Assert.Equal("LEGALISATION_MISSING", (await play.At(Officers.LabourOffice).Send(papers)).Reason);

        papers.LegalisedBy = Canaries.LegalisedBy;
        papers.RequestId = BorderReturn.NewId();
        var taken = await play.Do<IssueCertificateResponse>(Officers.LabourOffice, papers);
        VerifyCertificateRequest shown = new()
        {
            Context = BorderReturn.Why(Purpose.IdentityCheck, "RULE-CONSENT"),
            CertificateNumber = papers.CertificateNumber,
            IssuedOn = papers.IssuedOn,
            ConsentCode = taken.ConsentCode,
        };
        Assert.False((await play.At(Officers.Population).Send(shown)).Expect<VerifyCertificateResponse>().Confirmed);
        on.RequestId = BorderReturn.NewId();
        on.ExpectedVersion = taken.Version;
        await play.Do<RecordVerificationResultResponse>(Officers.LabourOffice, on);

        Assert.True((await play.At(Officers.Population).Send(shown)).Expect<VerifyCertificateResponse>().Confirmed);
        var seen = (await play.At(Officers.LabourOffice).Send(play.See(Purpose.ReceiveReturnee))).Expect<GetCaseResponse>();
        Assert.Equal((Canaries.ForeignIssuer, Canaries.LegalisedBy, papers.IssuedOn), (seen.Certificates[0].ForeignIssuer, seen.Certificates[0].LegalisedBy, seen.Certificates[0].IssuedOn));
        Assert.Equal((FindingGround.Papers, "L66/2011-D24.3"), (seen.Findings[0].Ground, seen.Findings[0].LegalBasis));
    }

    [Fact]
    public async Task A_paper_of_another_place_that_she_brought_along_is_kept_with_its_issuer_and_a_finding_may_rest_on_it()
    {
        using var play = await new SelfReport(workplace.Registry).Received();
        var paper = play.Certify($"TA-{BorderReturn.NewId()}", CertificateKind.ProceedingsBodyConfirmation, Purpose.ReceiveReturnee);
        (paper.BroughtAlong, paper.IssuedOn) = (true, new Date { Year = 2016, Month = 1, Day = 12 });
        var refused = await play.At(Officers.LabourOffice).Send(paper);
        Assert.Equal((StatusCode.FailedPrecondition, "BROUGHT_PAPER_INCOMPLETE"), (refused.Status, refused.Reason));
        Assert.Contains("Điều 28", refused.Text("vi"), StringComparison.Ordinal);
        Assert.Contains("brought along", refused.Text("en"), StringComparison.Ordinal);
        var own = play.Certify($"TA-{BorderReturn.NewId()}", CertificateKind.ProceedingsBodyConfirmation, Purpose.ReceiveReturnee);
        own.IssuedBy = Canaries.IssuedBy;
        Assert.Equal(["issued_by"], (await play.At(Officers.LabourOffice).Send(own)).Fields);

        paper.IssuedBy = Canaries.IssuedBy;
        paper.RequestId = BorderReturn.NewId();
        var taken = await play.Do<IssueCertificateResponse>(Officers.LabourOffice, paper);
        var on = play.Find(VerificationOutcome.Confirmed, Purpose.ReceiveReturnee);
        on.Ground = FindingGround.Papers;
        on.EvidenceSources.Clear();
        await play.Do<RecordVerificationResultResponse>(Officers.LabourOffice, on);

        var seen = (await play.At(Officers.LabourOffice).Send(play.See(Purpose.ReceiveReturnee))).Expect<GetCaseResponse>();
        var kept = Assert.Single(seen.Certificates);
        Assert.Equal((taken.CertificateId, true, Canaries.IssuedBy, Officers.LabourOffice.Agency), (kept.CertificateId, kept.BroughtAlong, kept.IssuedBy, kept.Issuer));
        Assert.Equal((FindingGround.Papers, "L66/2011-D24.3"), (seen.Findings[0].Ground, seen.Findings[0].LegalBasis));
    }

    [Fact]
    public async Task A_closed_case_is_nobody_to_working_agencies_and_stays_with_who_closed_it()
    {
        using var play = await new SelfReport(workplace.Registry).Asked();
        Assert.Equal("VERIFICATION_STILL_OPEN", (await play.At(Officers.LabourOffice).Send(play.Close(ClosingGround.NotAVictim))).Reason);
        await play.Do<RecordVerificationResultResponse>(Officers.AluoiPolice, play.Find(VerificationOutcome.NotVictim));
        Assert.Equal("CLOSING_GROUND_NOT_MET", (await play.At(Officers.LabourOffice).Send(play.Close(ClosingGround.Reintegrated))).Reason);

        await play.Do<CloseCaseResponse>(Officers.LabourOffice, play.Close(ClosingGround.NotAVictim));

        var nobody = await play.At(Officers.Commune).Send(BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D13.1", "full_name"));
        var commune = await play.At(Officers.Commune).Send(BorderReturn.Look(play.Person, Purpose.ReceiveReturnee, "QD22/2015-D13.1", "full_name"));
        Assert.Equal(nobody.Fingerprint, commune.Fingerprint);
        var seen = (await play.At(Officers.LabourOffice).Send(play.See(Purpose.ReceiveReturnee, "status"))).Expect<GetCaseResponse>();
        Assert.Equal((ClosingGround.NotAVictim, Canaries.ClosingReason), (seen.State.Closed, seen.State.ClosingReason));
        Assert.Equal("CASE_ALREADY_CLOSED", (await play.At(Officers.LabourOffice).Send(play.Close(ClosingGround.NotAVictim))).Reason);
    }

    [Fact]
    public async Task A_correction_by_which_she_was_born_after_her_record_began_is_refused_where_that_is_certain()
    {
        using var play = await new SelfReport(workplace.Registry).Received();
        AmendIdentityRequest Born(int year, int month = 0, int day = 0) => new()
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "L66/2011-D24.2"),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Person,
            ExpectedVersion = play.Version,
            Person = new Person { BirthDate = new Date { Year = year, Month = month, Day = day } },
            Fields = new FieldMask { Paths = { "birth_date" } },
            Reason = Canaries.AmendReason,
        };
        var after = SelfReport.Reported.Day + 1;

        var unborn = await play.At(Officers.LabourOffice).Send(Born(2016, SelfReport.Reported.Month, after));

        Assert.Equal((StatusCode.FailedPrecondition, "DATE_BEFORE_BIRTH"), (unborn.Status, unborn.Reason));
        Assert.NotEmpty(unborn.Text("vi"));
        Assert.NotEmpty(unborn.Text("en"));
        Assert.Equal(StatusCode.OK, (await play.At(Officers.LabourOffice).Send(Born(2016))).Status);
    }

    [Fact]
    public async Task A_date_before_birth_and_a_route_of_others_are_refused_with_article_in_both_languages()
    {
        using var play = new SelfReport(workplace.Registry);
        RegisterVictimRequest Registration(Route route, int born) => new()
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
            RequestId = BorderReturn.NewId(),
            OccurredOn = SelfReport.Reported,
            Route = route,
            Person = new Person { FullName = Canaries.StrangerName, BirthDate = new Date { Year = 2016, Month = 2, Day = born } },
        };

        var unborn = await play.At(Officers.Commune).Send(Registration(Route.SelfReport, 16));
        var rescued = await play.At(Officers.Commune).Send(Registration(Route.Rescued, 14));
        var gate = await play.At(Officers.Commune).Send(Registration(Route.Repatriated, 14));

        Assert.Equal((StatusCode.FailedPrecondition, "DATE_BEFORE_BIRTH"), (unborn.Status, unborn.Reason));
        Assert.Contains("Điều 14 Bộ luật Dân sự năm 2005", unborn.Text("vi"), StringComparison.Ordinal);
        Assert.Contains("Civil Code 33/2005/QH11 Art. 14", unborn.Text("en"), StringComparison.Ordinal);
        Assert.Equal((StatusCode.FailedPrecondition, "REGISTRATION_NOT_IN_AUTHORITY"), (rescued.Status, rescued.Reason));
        Assert.Contains("22/2015", rescued.Text("vi"), StringComparison.Ordinal);
        Assert.NotEmpty(rescued.Text("en"));
        Assert.Contains("entry_point", gate.Fields);
    }

    [Fact]
    public async Task Who_was_brought_under_no_agreement_has_no_channel_and_who_reported_is_kept_for_who_came_by_herself()
    {
        using var play = new SelfReport(workplace.Registry);
        RegisterVictimRequest Registration(Route route, string gate, SpokenBy by) => new()
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
            RequestId = BorderReturn.NewId(),
            OccurredOn = SelfReport.Reported,
            Route = route,
            EntryPoint = gate,
            ReportedBy = by,
            Person = People.Stranger(),
        };
        async Task<CaseState> StateOf(Answer registered) => (await play.At(Officers.Commune).Send(new GetCaseRequest
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
            PersonId = registered.Expect<RegisterVictimResponse>().PersonId,
            Fields = new FieldMask { Paths = { "status" } },
        })).Expect<GetCaseResponse>().State;

        var brought = await StateOf(await play.At(Officers.Commune).Send(Registration(Route.Repatriated, "A Đớt", SpokenBy.Unspecified)));
        var reported = await StateOf(await play.At(Officers.Commune).Send(Registration(Route.SelfReport, "", SpokenBy.Representative)));

        Assert.Equal((Route.Repatriated, "A Đớt", ReturnChannel.Unspecified), (brought.Route, brought.EntryPoint, brought.Channel));
        Assert.Equal((Route.SelfReport, SpokenBy.Representative), (reported.Route, reported.ReportedBy));
        Assert.Contains("reported_by", (await play.At(Officers.Commune).Send(Registration(Route.Repatriated, "A Đớt", SpokenBy.Person))).Fields);
    }

    /// <summary>After a revocation the finding is taken anew, on a new request.</summary>
    private static async Task<RecordVerificationResultRequest> Again(SelfReport play)
    {
        await play.Do<RequestVerificationResponse>(Officers.LabourOffice, play.Ask(newEvidence: true));
        return play.Find(VerificationOutcome.Confirmed);
    }
}
