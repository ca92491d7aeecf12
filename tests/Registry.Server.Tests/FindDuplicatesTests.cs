using Grpc.Core;
using Registry.Server.Records;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;
using static Registry.Server.Tests.House.Lookalikes;

namespace Registry.Server.Tests;

/// <summary>Records that may be of one human being, told for a review to who could join them, and to nobody else.</summary>
[Collection(nameof(Workplace))]
public sealed class FindDuplicatesTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    [Fact]
    public async Task The_likeliest_comes_first_with_the_reasons_and_without_a_value()
    {
        var (given, id) = (GivenName(), IdNumber());
        using var first = await Received(workplace.Registry, Person(given, id: id));
        using var swapped = await Received(workplace.Registry, Person(given, month: 3, day: 5));
        using var same = await Received(workplace.Registry, Person(GivenName(), id: id));
        using var other = await Received(workplace.Registry, Person(GivenName()));

        var candidates = await Of(first);

        Assert.Equal([same.Victim, swapped.Victim], candidates.Select(one => one.PersonId));
        Assert.Equal([LikenessReason.Surname, LikenessReason.BirthDate, LikenessReason.IdNumber], candidates[0].Reasons);
        Assert.Equal([LikenessReason.FullName, LikenessReason.DayAndMonthSwapped], candidates[1].Reasons);
        Assert.Equal([Likelihood.Likely, Likelihood.Likely], candidates.Select(one => one.Likelihood));
        Assert.Equal([first.Victim], (await Of(swapped)).Select(one => one.PersonId));
        Assert.Empty(await Of(other));
    }

    [Fact]
    public async Task What_was_joined_is_a_candidate_no_more_until_it_is_parted()
    {
        var given = GivenName();
        using var first = await Received(workplace.Registry, Person(given));
        using var second = await Received(workplace.Registry, Person(given));
        Assert.Equal([second.Victim], (await Of(first)).Select(one => one.PersonId));

        (await first.At(Officers.Police).Send(new MergePersonsRequest
        {
            Context = BorderReturn.Why(Purpose.VerifyIdentity, Basis),
            RequestId = BorderReturn.NewId(),
            PersonId = first.Victim,
            ExpectedVersion = await VersionOf(first),
            OtherId = second.Victim,
            OtherVersion = await VersionOf(second),
            Grounds = Canaries.Grounds,
        })).Expect<MergePersonsResponse>();
        Assert.Empty(await Of(first));
        Assert.Empty(await Of(second));

        (await first.At(Officers.Police).Send(new UnmergePersonsRequest
        {
            Context = BorderReturn.Why(Purpose.VerifyIdentity, Basis),
            RequestId = BorderReturn.NewId(),
            PersonId = first.Victim,
            ExpectedVersion = await VersionOf(first),
            OtherId = second.Victim,
            OtherVersion = await VersionOf(second),
            Grounds = Canaries.Grounds,
        })).Expect<UnmergePersonsResponse>();
        Assert.Equal([second.Victim], (await Of(first)).Select(one => one.PersonId));
    }

    [Fact]
    public async Task Whom_the_caller_may_not_see_is_not_there_however_alike_and_the_lines_are_the_same()
    {
        var given = GivenName();
        using var first = await Received(workplace.Registry, Person(given));
        var alone = await LinesOf(first);

        // Registered by the post, received by nobody: the police has nothing to do with her.
        (await first.At(Officers.Post).Send(Register(Person(given)))).Expect<RegisterVictimResponse>();

        Assert.Empty(await Of(first));
        Assert.Equal(alone, await LinesOf(first));
    }

    [Fact]
    public async Task A_relative_is_never_a_candidate_and_neither_is_who_must_be_kept_apart()
    {
        var given = GivenName();
        using var first = await Received(workplace.Registry, Person(given));
        var daughter = new Persons(first, first.Daughter, Officers.Police, Purpose.VerifyIdentity, Basis);
        await daughter.Do<AmendIdentityResponse>(Persons.Amend(Person(given), "full_name", "birth_date"));
        Assert.Empty(await Of(first));

        await new Persons(first, first.Victim, Officers.Police, Purpose.VerifyIdentity, Basis).Do<BlockContactResponse>(
            new BlockContactRequest { RelativeId = first.Daughter, Reason = Canaries.BlockReason });

        Assert.Empty(await Of(first));
    }

    [Fact]
    public async Task A_stranger_hears_of_her_duplicates_what_it_hears_of_nobodys()
    {
        var given = GivenName();
        using var first = await Received(workplace.Registry, Person(given));
        using var second = await Received(workplace.Registry, Person(given));
        using var desk = workplace.Registry.Desk(Officers.District.WithEveryScope());

        var hers = await desk.Send(Duplicates(first.Victim));
        var nobodys = await desk.Send(Duplicates(BorderReturn.NewId()));

        Assert.Equal(StatusCode.NotFound, hers.Status);
        Assert.Equal(nobodys.Fingerprint, hers.Fingerprint);
    }

    [Fact]
    public async Task Everybody_compared_has_a_line_and_an_outcome()
    {
        var given = GivenName();
        using var first = await Received(workplace.Registry, Person(given));
        using var second = await Received(workplace.Registry, Person(given));
        var before = await Lines.Count(workplace.Registry);

        var answer = await first.At(Officers.Police).Send(Duplicates(first.Victim));

        var lines = await Lines.Of(workplace.Registry, before);
        Assert.Equal((answer.RecordId, first.Victim), (lines[0].Id.ToString(), lines[0].Subject.ToString()));
        Assert.Equal(
            [(RecordKind.Intent, "OK"), (RecordKind.Outcome, "ALIKE")],
            lines.Where(line => line.Subject.ToString() == second.Victim).Select(line => (line.Content.Kind, line.Content.Outcome)));
    }

    private async Task<int> LinesOf(BorderReturn play)
    {
        var before = await Lines.Count(workplace.Registry);
        await Of(play);
        return (int)(await Lines.Count(workplace.Registry) - before);
    }

    private static async Task<IReadOnlyList<DuplicateCandidate>> Of(BorderReturn play) =>
        (await play.At(Officers.Police).Send(Duplicates(play.Victim))).Expect<FindDuplicatesResponse>().Candidates;

    private static async Task<long> VersionOf(BorderReturn play) =>
        (await new Persons(play, play.Victim, Officers.Police, Purpose.VerifyIdentity, Basis).Look("status")).Version;
}
