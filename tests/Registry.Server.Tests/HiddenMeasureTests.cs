using System.Text.RegularExpressions;
using Google.Protobuf;
using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Asking and deciding over the wire: an agency without sight of a measure hears the same with it and without it.</summary>
[Collection(nameof(Workplace))]
public sealed partial class HiddenMeasureTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    [Fact]
    public async Task The_border_post_hears_the_same_whether_the_clause_is_hidden_under_another_measure_or_not()
    {
        var heard = new List<List<string>>();
        using var post = workplace.Registry.Desk(Officers.Post.WithEveryScope());
        foreach (var hidden in (MeasureClause[])[MeasureClause.Guard, MeasureClause.Shelter])
        {
            // Both dossiers have moved as often: a version is told to whoever may act, and it does not say by what.
            using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Certified();
            var measures = new Measures(play, play.Victim);
            await Done(play, await measures.Ask(hidden, Officers.Investigation), Officers.Labour);
            await Done(play, await measures.Decide(hidden), Officers.Investigation);
            await Done(play, await measures.Ask(hidden, Officers.Investigation), Officers.Labour);
            heard.Add([
                await Told(post, await measures.Ask(MeasureClause.Guard, Officers.Investigation)),
                await Told(post, await measures.Decide(MeasureClause.Guard)),
                await Told(post, await measures.Decide(MeasureClause.Guard)),
                await Told(post, measures.Dossier(Purpose.Protect, "requests", "measures", "operations")),
            ]);

            // The two stand side by side, each answered for by its own authority.
            var runs = (await measures.Now()).Measures;
            Assert.Equal([Officers.Investigation.Agency, Officers.Post.Agency], runs.Select(one => one.DecidedBy));
        }

        Assert.Equal(heard[0], heard[1]);
        Assert.Contains("ALREADY_IN_FORCE", heard[0][2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Her_kin_get_no_new_measure_once_she_was_found_to_be_no_victim()
    {
        using var play = await new BorderReturn(workplace.Registry).Received();
        var daughter = new Measures(play, play.Daughter);
        await Done(play, await daughter.Decide(MeasureClause.SecretPersonal), Officers.Labour);
        var finding = new RecordVerificationResultRequest
        {
            Outcome = VerificationOutcome.NotVictim,
            EvidenceSources = { EvidenceSource.VictimStatement },
            AnswerNumber = Canaries.AnswerNumber,
            Reason = Canaries.Grounds,
        };
        await new Persons(play, play.Victim, Officers.Police, Purpose.VerifyIdentity, "QD22/2015-D6.2").Do<RecordVerificationResultResponse>(finding);

        var refused = await play.At(Officers.Labour).Send(await daughter.Decide(MeasureClause.RestrictContact));

        Assert.Equal((StatusCode.FailedPrecondition, "NOT_PROTECTED_BY_DECREE"), (refused.Status, refused.Reason));
        Assert.Equal([MeasureClause.SecretPersonal], (await daughter.Now()).Measures.Select(one => one.Clause));
    }

    [Fact]
    public async Task An_answer_dated_before_the_request_is_refused_with_the_article_in_both_languages()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Certified();
        var measures = new Measures(play, play.Victim);
        var asked = (await play.At(Officers.Labour).Send(await measures.Ask(MeasureClause.Guard, Officers.Investigation))).Expect<RequestProtectionResponse>();
        var reject = await measures.Reject(asked.ProtectionRequestId);
        reject.OccurredOn = new() { Year = 2016, Month = 2, Day = 29 };

        var refused = await play.At(Officers.Investigation).Send(reject);

        Assert.Equal((StatusCode.FailedPrecondition, "DATE_BEFORE_LAST_STEP"), (refused.Status, refused.Reason));
        Assert.All((string[])["vi", "en"], tongue => Assert.NotEmpty(refused.Text(tongue)));
        await Done(play, await measures.Reject(asked.ProtectionRequestId), Officers.Investigation);
    }

    /// <summary>The answer as the post could tell it apart: ids that follow from its own request aside.</summary>
    private static async Task<string> Told(Desk post, IMessage request)
    {
        var answer = await post.Send(request);
        if (answer.Response is null)
            return $"{answer.Reason} {answer.Fingerprint}";
        return Ids().Replace(answer.Response.ToString()!, "id");
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=\"number\": \")[^\"]+")]
    private static partial Regex Ids();

    private static async Task Done(BorderReturn play, IMessage request, Officer by) => (await play.At(by).Send(request)).Expect<IMessage>();
}
