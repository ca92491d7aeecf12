using Google.Protobuf;
using Grpc.Core;
using Registry.Domain.Reports;
using Registry.Sealing;
using Registry.Server.Reports;
using Registry.Server.Tests.House;
using Registry.Store.Statistics;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>One human being under two records: who is told, what is hidden, and that both stay what they were.</summary>
[Collection(nameof(Workplace))]
public sealed class MergeTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    private const string Basis = "QD22/2015-D6.2";

    [Fact]
    public async Task Who_has_to_do_with_both_is_told_of_the_other_and_reads_each_by_its_own_rights()
    {
        using var first = await Received();
        using var second = await Received();
        await Done(first, await Merge(first, first.Victim, second.Victim));

        Assert.Equal([second.Victim], (await Status(first, Officers.Police, first.Victim, Purpose.VerifyIdentity)).SamePersonIds);
        Assert.Equal([first.Victim], (await Status(second, Officers.Labour, second.Victim, Purpose.ReceiveReturnee)).SamePersonIds);
        var stranger = BorderReturn.Look(first.Victim, Purpose.Care, "QD22/2015-D5.4", "status", "full_name");
        Assert.Equal(
            (await first.At(Officers.Centre).Send(BorderReturn.Look(BorderReturn.NewId(), Purpose.Care, "QD22/2015-D5.4", "status", "full_name"))).Fingerprint,
            (await first.At(Officers.Centre).Send(stranger)).Fingerprint);
    }

    [Fact]
    public async Task Who_has_to_do_with_one_of_them_is_not_told()
    {
        using var first = await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.HandedOver();
        using var second = await Received();
        await Done(first, await Merge(first, first.Victim, second.Victim));

        var carer = await Status(first, Officers.Centre, first.Victim, Purpose.Care);

        Assert.Empty(carer.SamePersonIds);
        Assert.Equal(StatusCode.NotFound, (await first.At(Officers.Centre).Send(BorderReturn.Look(second.Victim, Purpose.Care, "QD22/2015-D5.4", "status"))).Status);
    }

    [Fact]
    public async Task What_a_measure_hides_on_one_record_is_hidden_on_the_other_and_parting_them_lifts_nothing()
    {
        using var first = await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Protected();
        using var second = await Received();
        Assert.Equal(Canaries.Place, (await SeenByThePost(second, "current_place")).CurrentPlace?.Line);

        await Done(first, await Merge(first, first.Victim, second.Victim));
        Assert.Null((await SeenByThePost(second, "current_place")).CurrentPlace);
        Assert.Equal(Canaries.VictimName, (await SeenByThePost(second, "full_name")).FullName);

        await Done(first, await Unmerge(first, first.Victim, second.Victim));
        Assert.Null((await SeenByThePost(second, "current_place")).CurrentPlace);
        Assert.Empty((await Status(second, Officers.Labour, second.Victim, Purpose.ReceiveReturnee)).SamePersonIds);
    }

    [Fact]
    public async Task Who_could_read_counts_what_the_other_record_hides_and_leaves_a_line_under_each()
    {
        using var first = await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Protected();
        using var second = await Received();
        async Task<bool> PostReadsThePlace()
        {
            var ask = new WhoCouldReadRequest { Context = BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION"), PersonId = second.Victim };
            return (await second.At(Officers.Inspector).Send(ask)).Expect<WhoCouldReadResponse>().Readers.Any(
                one => one.Agency == Officers.Post.Agency && one.Permitted.Any(rule => rule.FieldClass == FieldClass.CurrentPlace));
        }

        Assert.True(await PostReadsThePlace());
        await Done(first, await Merge(first, first.Victim, second.Victim));
        var before = await Lines.Count(workplace.Registry);
        Assert.False(await PostReadsThePlace());

        // The outcome of the merge may come between: it is owed, and written when it can be.
        var looks = (await Lines.Of(workplace.Registry, before)).Where(line => line.Content.Method.EndsWith("/WhoCouldRead", StringComparison.Ordinal));
        Assert.Equal([second.Victim, first.Victim], looks.Select(line => line.Subject.ToString()));
        await Done(first, await Unmerge(first, first.Victim, second.Victim));
        Assert.False(await PostReadsThePlace());
    }

    [Fact]
    public async Task A_measure_on_the_record_that_is_not_kept_hides_on_a_third_one_too()
    {
        using var kept = await Received();
        using var sheltered = await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Protected();
        using var third = await Received();
        await Done(kept, await Merge(kept, kept.Victim, sheltered.Victim));

        await Done(kept, await Merge(kept, kept.Victim, third.Victim));

        Assert.Null((await SeenByThePost(third, "current_place")).CurrentPlace);
        Assert.Null((await SeenByThePost(kept, "current_place")).CurrentPlace);
    }

    [Fact]
    public async Task The_same_request_again_gives_the_same_answer_and_another_is_refused_with_its_reason()
    {
        using var first = await Received();
        using var second = await Received();
        var merge = await Merge(first, first.Victim, second.Victim);
        var done = await Done(first, merge);

        Assert.Equal(done, await Done(first, merge));
        Assert.Equal("ALREADY_MERGED", await Refused(first, await Merge(first, first.Victim, second.Victim)));
        Assert.Equal("RECORDS_STAY_APART", await Refused(first, await Merge(first, first.Victim, first.Daughter)));
        Assert.Equal("NOT_FOUND", await Refused(first, await Merge(first, first.Victim, BorderReturn.NewId())));
        Assert.Equal("NOT_MERGED", await Refused(first, await Unmerge(first, first.Victim, first.Daughter)));
        merge.RequestId = BorderReturn.NewId();
        Assert.Equal("VERSION_MOVED", await Refused(first, merge));
    }

    [Fact]
    public async Task Whoever_guesses_a_version_hears_that_it_moved_whether_the_record_is_joined_or_not()
    {
        using var first = await Received();
        using var second = await Received();
        using var third = await Received();
        async Task<string> Guess(int off)
        {
            var merge = await Merge(third, third.Victim, second.Victim);
            merge.OtherVersion += off;
            return await Refused(third, merge);
        }

        Assert.Equal("VERSION_MOVED", await Guess(1));
        await Done(first, await Merge(first, first.Victim, second.Victim));

        Assert.Equal("VERSION_MOVED", await Guess(1));
        Assert.Equal("VERSION_MOVED", await Guess(-1));
        Assert.Equal("ALREADY_MERGED", await Guess(0));
    }

    [Fact]
    public async Task Limits_of_support_are_hers_over_both_records_and_she_is_counted_once_until_they_are_parted()
    {
        using var first = await Received();
        using var second = await Received();
        var give = new Supports(first.Victim) { Version = await VersionOf(first, first.Victim) }.Give(SupportKind.Essentials, days: 40);
        (await first.At(Officers.Labour).Send(give)).Expect<RecordSupportResponse>();
        async Task<Answer> GiveMore()
        {
            var more = new Supports(second.Victim) { Version = await VersionOf(second, second.Victim) }.Give(SupportKind.Essentials, days: 25);
            more.Period.FirstDay = new Date { Year = 2016, Month = 6, Day = 1 };
            return await second.At(Officers.Labour).Send(more);
        }

        await Done(first, await Merge(first, first.Victim, second.Victim));
        Assert.Equal("SUPPORT_LIMIT_REACHED", (await GiveMore()).Reason);
        Assert.Equal([CountedWhat.Merged], await Joins(second.Victim));
        Assert.Empty(await Joins(first.Victim));

        await Done(first, await Unmerge(first, first.Victim, second.Victim));
        (await GiveMore()).Expect<RecordSupportResponse>();
        Assert.Equal([CountedWhat.Merged, CountedWhat.Unmerged], await Joins(second.Victim));
    }

    /// <summary>What statistics keep of a person's being joined and parted.</summary>
    private async Task<List<CountedWhat>> Joins(string person)
    {
        var (entries, name) = (workplace.Registry.Service<StatisticsEntries>(), workplace.Registry.Service<StatisticsSeal>().NameOf(Guid.Parse(person)));
        var kept = new List<CountedWhat>();
        await foreach (var row in workplace.Registry.Service<StatisticsRows>().All(TestContext.Current.CancellationToken))
        {
            if (row.Name.AsSpan().SequenceEqual(name) && entries.Open(row).What is (CountedWhat.Merged or CountedWhat.Unmerged) and var what)
                kept.Add(what);
        }

        return kept;
    }

    private async Task<BorderReturn> Received() => await new BorderReturn(workplace.Registry).Received();

    private static async Task<MergePersonsRequest> Merge(BorderReturn play, string kept, string other) => new()
    {
        Context = BorderReturn.Why(Purpose.VerifyIdentity, Basis),
        RequestId = BorderReturn.NewId(),
        PersonId = kept,
        ExpectedVersion = await VersionOf(play, kept),
        OtherId = other,
        OtherVersion = await VersionOf(play, other),
        Grounds = Canaries.Grounds,
    };

    private static async Task<UnmergePersonsRequest> Unmerge(BorderReturn play, string kept, string other) => new()
    {
        Context = BorderReturn.Why(Purpose.VerifyIdentity, Basis),
        RequestId = BorderReturn.NewId(),
        PersonId = kept,
        ExpectedVersion = await VersionOf(play, kept),
        OtherId = other,
        OtherVersion = await VersionOf(play, other),
        Grounds = Canaries.Grounds,
    };

    private static async Task<IMessage> Done(BorderReturn play, IMessage request) => (await play.At(Officers.Police).Send(request)).Expect<IMessage>();

    private static async Task<string> Refused(BorderReturn play, IMessage request) => (await play.At(Officers.Police).Send(request)).Reason;

    private static async Task<long> VersionOf(BorderReturn play, string person) =>
        await play.At(Officers.Police).Send(BorderReturn.Look(person, Purpose.VerifyIdentity, Basis, "status")) is { Response: GetIdentityResponse seen } ? seen.Version : 1;

    private static async Task<PersonStatus> Status(BorderReturn play, Officer officer, string person, Purpose purpose) =>
        (await play.At(officer).Send(BorderReturn.Look(person, purpose, Basis, "status"))).Expect<GetIdentityResponse>().Status;

    private static async Task<Person> SeenByThePost(BorderReturn play, string field) =>
        (await play.At(Officers.Post).Send(BorderReturn.Look(play.Victim, Purpose.ReceiveReturnee, "QD22/2015-D7.1", field, "status"))).Expect<GetIdentityResponse>().Person;
}
