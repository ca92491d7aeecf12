using Grpc.Core;
using Registry.Server.Records;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>An emergency look over real gRPC: a line of its own kind first, for one officer, past no other check, and reviewed by another agency.</summary>
[Collection(nameof(Workplace))]
public sealed class BreakGlassTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    private const string Basis = "RULE-EMERGENCY";
    private static readonly Officer Watch = Officers.Post.WithEveryScope();
    private static readonly Officer Colleague = Watch with { Name = "dbp-hongvan/44" };

    [Fact]
    public async Task The_officer_who_broke_it_sees_what_saves_her_and_his_colleague_does_not()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = Canaries.CertificateNumber + "/bg1" }.HandedOver();
        using var watch = workplace.Registry.Desk(Watch);
        using var colleague = workplace.Registry.Desk(Colleague);
        var before = await Lines.Count(workplace.Registry);
        var first = await watch.Send(Look(play.Victim));
        var breaking = Breaking(play.Victim);

        var broken = await watch.Send(breaking);

        Assert.Equal(StatusCode.NotFound, first.Status);
        Assert.InRange(broken.Expect<BreakGlassResponse>().EndsAt.ToDateTimeOffset() - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(3.9), TimeSpan.FromHours(4));
        var seen = (await watch.Send(Look(play.Victim))).Expect<GetIdentityResponse>().Person;
        Assert.Equal((People.Victim().FullName, Canaries.CarePlace), (seen.FullName, seen.CurrentPlace.Line));
        Assert.Equal(first.Fingerprint, (await colleague.Send(Look(play.Victim))).Fingerprint);
        Assert.Equal(StatusCode.NotFound, (await watch.Send(Look(play.Victim, "exploitation_account"))).Status);
        Assert.Equal(broken.Expect<BreakGlassResponse>(), (await watch.Send(breaking)).Expect<BreakGlassResponse>());
        var lines = (await Lines.Of(workplace.Registry, before)).Where(line => line.Content.Kind == RecordKind.BreakGlass).ToList();
        var line = lines[0];
        Assert.Single(lines.Select(one => one.Content.Glass!.Id).Distinct());
        Assert.Equal((broken.RecordId, Canaries.Justification, play.Victim), (line.Id.ToString(), line.Justification, line.Subject.ToString()));
        Assert.Equal(broken.Expect<BreakGlassResponse>().GlassId, line.Content.Glass!.Id.ToString());
    }

    [Fact]
    public async Task What_a_measure_hides_stays_hidden_and_breaking_the_glass_does_not_tell_that_there_is_one()
    {
        using var free = await new BorderReturn(workplace.Registry) { CertificateNumber = Canaries.CertificateNumber + "/bg2" }.HandedOver();
        using var hidden = await new BorderReturn(workplace.Registry) { CertificateNumber = Canaries.CertificateNumber + "/bg3" }.Protected();
        using var watch = workplace.Registry.Desk(Watch);

        var answers = new List<Answer>();
        foreach (var person in (string[])[free.Victim, hidden.Victim])
            answers.Add(await watch.Send(Breaking(person)));

        Assert.All(answers, answer => Assert.Equal(StatusCode.OK, answer.Status));
        Assert.Equal(answers[0].Trailers.Select(entry => entry.Key), answers[1].Trailers.Select(entry => entry.Key));
        var absent = await watch.Send(Look(BorderReturn.NewId()));
        Assert.Equal(absent.Fingerprint, (await watch.Send(Look(hidden.Victim))).Fingerprint);
    }

    [Fact]
    public async Task Whom_the_officer_cannot_name_is_nobody()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = Canaries.CertificateNumber + "/bg4" }.HandedOver();
        using var district = workplace.Registry.Desk(Officers.District.WithEveryScope());
        using var centre = workplace.Registry.Desk(Officers.Centre.WithEveryScope());

        var nobody = await district.Send(Breaking(BorderReturn.NewId()));

        Assert.Equal((StatusCode.NotFound, "NOT_FOUND"), (nobody.Status, nobody.Reason));
        Assert.Equal(nobody.Fingerprint, (await district.Send(Breaking(play.Victim))).Fingerprint);
        Assert.Equal(nobody.Fingerprint, (await centre.Send(Breaking(play.Sister))).Fingerprint);
        Assert.Equal(StatusCode.NotFound, (await district.Send(Look(play.Victim))).Status);
    }

    [Fact]
    public async Task It_is_said_in_words_and_for_today()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = Canaries.CertificateNumber + "/bg5" }.HandedOver();
        using var watch = workplace.Registry.Desk(Watch);
        var wordless = Breaking(play.Victim);
        wordless.Context.Justification = "!!! ... gấp";
        var yesterday = Breaking(play.Victim);
        yesterday.OccurredOn = new Date { Year = 2016, Month = 2, Day = 29 };

        var refused = await watch.Send(wordless);

        Assert.Equal((StatusCode.FailedPrecondition, "GLASS_WORDS_TOO_SHORT"), (refused.Status, refused.Reason));
        Assert.Contains("câu trọn vẹn", refused.Text("vi"), StringComparison.Ordinal);
        Assert.Equal(["occurred_on"], (await watch.Send(yesterday)).Fields);
        Assert.Equal(StatusCode.OK, (await watch.Send(Breaking(play.Victim))).Status);
        Assert.Equal("GLASS_STILL_BROKEN", (await watch.Send(Breaking(play.Victim))).Reason);
    }

    [Fact]
    public async Task Inspectors_of_another_agency_have_it_among_their_tasks_and_review_it_under_their_mandate()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = Canaries.CertificateNumber + "/bg6" }.HandedOver();
        using var watch = workplace.Registry.Desk(Watch);
        using var inspector = workplace.Registry.Desk(Officers.Inspector.WithEveryScope());
        using var tasks = Inbox.Of(workplace.Registry, Officers.Inspector, Purpose.Audit);
        var broken = await watch.Send(Breaking(play.Victim));
        var look = await watch.Send(Look(play.Victim));
        var before = await Lines.Count(workplace.Registry);

        var task = Assert.Single(await tasks.About(play.Victim));
        var reviewed = await inspector.Send(Reviewing(broken.RecordId));

        Assert.Equal((DutyKind.ReviewBreakGlass, TaskState.Open), (task.Duty, task.State));
        Assert.Equal(new ReviewBreakGlassResponse { ReviewedOn = BorderReturn.Day }, reviewed.Expect<ReviewBreakGlassResponse>());
        Assert.Empty(await tasks.About(play.Victim));
        Assert.Equal("GLASS_REVIEWED_ALREADY", (await inspector.Send(Reviewing(broken.RecordId))).Reason);
        foreach (var record in (string[])[broken.RecordId, look.RecordId])
        {
            var replayed = await inspector.Send(new ReplayDecisionRequest { Context = BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION"), RecordId = record });
            Assert.Equal(ReplayVerdict.Reproduced, replayed.Expect<ReplayDecisionResponse>().Verdict);
        }

        var listed = (await inspector.Send(new ListAccessesRequest
        {
            Context = BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION"),
            PersonId = play.Victim,
            PageSize = 200,
        })).Expect<ListAccessesResponse>().Lines.Where(line => line.GlassId.Length > 0).ToList();
        Assert.Single(listed, line => line.Kind == AccessKind.BreakGlass && line.RecordId == broken.RecordId);
        Assert.Contains(listed, line => line.GlassVerdict == GlassVerdict.Justified && line.Method == "AccessService/ReviewBreakGlass");
        Assert.Equal(reviewed.RecordId, (await Lines.Of(workplace.Registry, before)).First(line => line.Content.Glass?.Verdict is not null).Id.ToString());
    }

    [Fact]
    public async Task Only_a_line_that_broke_the_glass_is_reviewed_and_only_by_who_inspects()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = Canaries.CertificateNumber + "/bg7" }.HandedOver();
        using var watch = workplace.Registry.Desk(Watch);
        using var inspector = workplace.Registry.Desk(Officers.Inspector.WithEveryScope());
        var broken = await watch.Send(Breaking(play.Victim));
        var look = await watch.Send(Look(play.Victim));
        var unnamed = Reviewing(broken.RecordId);
        unnamed.Context.MandateId = "";

        var nobody = await inspector.Send(Reviewing(BorderReturn.NewId()));

        Assert.Equal(StatusCode.NotFound, nobody.Status);
        Assert.Equal(nobody.Fingerprint, (await inspector.Send(Reviewing(look.RecordId))).Fingerprint);
        Assert.Equal("MANDATE_NEEDED", (await inspector.Send(unnamed)).Reason);
        Assert.Equal("NOT_FOUND", (await watch.Send(Reviewing(broken.RecordId))).Reason);
        Assert.Contains("record_id", (await inspector.Send(Reviewing(""))).Fields);
        Assert.Contains("verdict", (await inspector.Send(Reviewing(broken.RecordId, GlassVerdict.Unspecified))).Fields);
    }

    private static BreakGlassRequest Breaking(string person) =>
        new() { Context = BorderReturn.Why(Purpose.Emergency, Basis), RequestId = BorderReturn.NewId(), PersonId = person };

    private static ReviewBreakGlassRequest Reviewing(string record, GlassVerdict verdict = GlassVerdict.Justified) =>
        new() { Context = BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION"), RequestId = BorderReturn.NewId(), RecordId = record, Verdict = verdict };

    private static GetIdentityRequest Look(string person, params string[] fields) =>
        BorderReturn.Look(person, Purpose.Emergency, Basis, fields.Length > 0 ? fields : ["full_name", "current_place"]);
}
