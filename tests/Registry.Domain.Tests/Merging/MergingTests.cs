using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Merging;
using Registry.Domain.People;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Merging;

/// <summary>Two records of one human being are joined in a view: nothing moves from one to the other.</summary>
public sealed class MergingTests
{
    private static readonly Guid First = new("aaaaaaaa-0000-4000-8000-000000000001");
    private static readonly Guid Second = new("aaaaaaaa-0000-4000-8000-000000000002");
    private static readonly Guid Third = new("aaaaaaaa-0000-4000-8000-000000000003");

    [Fact]
    public void Joining_and_parting_changes_no_relation_of_either_record()
    {
        var (one, two) = (Received(First), Received(Second, Hue.Post, Hue.Labour, Hue.Police));

        var (joinedOne, joinedTwo) = Joined(one, two);

        Assert.Equal(one.Relations, joinedOne.Relations);
        Assert.Equal(two.Relations, joinedTwo.Relations);
        Assert.True(SamePerson.IsMerged(joinedOne, Second) && SamePerson.IsMerged(joinedTwo, First));
        var parted = Apply(joinedOne, SamePerson.Unmerge(Hue.Law, joinedOne, joinedTwo, First, Command(First, Second)));
        Assert.False(SamePerson.IsMerged(parted, Second));
        Assert.Equal(one.Relations, parted.Relations);
    }

    [Fact]
    public void Parted_records_are_told_to_nobody_may_be_joined_again_and_go_on_hiding_for_each_other()
    {
        var (one, two) = Joined(Received(First), Received(Second));

        var parted = Apply(one, SamePerson.Unmerge(Hue.Law, one, two, First, Command(First, Second)));
        two = Apply(two, SamePerson.Unmerge(Hue.Law, parted, two, Second, Command(First, Second)));

        var veil = Assert.Single(parted.Person!.Merge.Links);
        Assert.Equal((Second, true, 0), (veil.Other, veil.Parted, veil.KnownTo.Length));
        Assert.Equal("NOT_MERGED", SamePerson.Unmerge(Hue.Law, parted, two, First, Command(First, Second)).Refusal?.Reason);
        Assert.False(Assert.Single(Joined(parted, two).One.Person!.Merge.Links).Parted);
        Assert.True(SamePerson.IsMerged(Joined(Received(Third), two).Two, Third));
    }

    [Fact]
    public void Only_agencies_that_have_to_do_with_both_are_told_of_the_other_record()
    {
        var (one, _) = Joined(Received(First, Hue.Post, Hue.Police), Received(Second, Hue.Labour, Hue.Police));

        Assert.Equal([Hue.Police.Agency, Hue.Post.Agency], Assert.Single(one.Person!.Merge.Links).KnownTo);
    }

    [Fact]
    public void Whoever_has_to_do_with_one_of_them_alone_joins_nothing()
    {
        var (one, two) = (Received(First, Hue.Post, Hue.Police), Received(Second, Hue.Post, Hue.Labour));

        Assert.Equal(RefusalReason.NotReceivedByYou.Code(), SamePerson.Merge(Hue.Law, one, two, First, Command(First, Second)).Refusal?.Reason);
        Assert.Equal(RefusalReason.NotReceivedByYou.Code(), SamePerson.Unmerge(Hue.Law, one, two, First, Command(First, Second)).Refusal?.Reason);
    }

    [Fact]
    public void A_record_is_neither_joined_with_itself_nor_with_her_relative()
    {
        var victim = Received(First);
        var relative = Apply(
            SubjectState.Empty(Second),
            new RelativeRegistered(Hue.Day, Hue.Police.Agency, First, Kinship.Sibling, false, false, [], []));

        Assert.Equal("MERGE_WITH_ITSELF", SamePerson.Merge(Hue.Law, victim, victim, First, Command(First, First)).Refusal?.Reason);
        Assert.Equal("RECORDS_STAY_APART", SamePerson.Merge(Hue.Law, victim, relative, First, Command(First, Second)).Refusal?.Reason);
        Assert.Equal("RECORDS_STAY_APART", SamePerson.Merge(Hue.Law, relative, victim, Second, Command(Second, First)).Refusal?.Reason);
    }

    [Fact]
    public void A_record_that_is_not_kept_has_one_link_and_a_kept_one_has_several()
    {
        var (one, two) = Joined(Received(First), Received(Second));
        var three = Received(Third);

        Assert.Equal("ALREADY_MERGED", SamePerson.Merge(Hue.Law, one, two, First, Command(First, Second)).Refusal?.Reason);
        Assert.Equal("ALREADY_MERGED", SamePerson.Merge(Hue.Law, three, two, Third, Command(Third, Second)).Refusal?.Reason);
        Assert.Equal("ALREADY_MERGED", SamePerson.Merge(Hue.Law, two, three, Second, Command(Second, Third)).Refusal?.Reason);
        Assert.Equal("ALREADY_MERGED", SamePerson.Merge(Hue.Law, three, one, Third, Command(Third, First)).Refusal?.Reason);
        Assert.False(SamePerson.Merge(Hue.Law, one, three, First, Command(First, Third)).IsRefused);
    }

    [Fact]
    public void Whoever_is_not_told_of_a_link_hears_what_he_hears_of_kin()
    {
        var (one, _) = Joined(Received(First, Hue.Post, Hue.Police), Received(Second, Hue.Post, Hue.Police));
        var (mine, hers) = (Received(Third, Hue.Labour), Received(First, Hue.Labour) with { Person = one.Person! with { Relations = Received(First, Hue.Labour).Relations } });
        var kin = Apply(SubjectState.Empty(Second), new RelativeRegistered(Hue.Day, Hue.Labour.Agency, Third, Kinship.Sibling, false, false, [], []));
        MergeRecords By(Guid kept, Guid other) => Command(kept, other) with { By = Hue.Labour };

        Assert.Equal("RECORDS_STAY_APART", SamePerson.Merge(Hue.Law, hers, kin, First, By(First, Second)).Refusal?.Reason);
        Assert.Equal(
            SamePerson.Merge(Hue.Law, mine, kin, Third, By(Third, Second)).Refusal, SamePerson.Merge(Hue.Law, mine, hers, Third, By(Third, First)).Refusal);
        Assert.True(SamePerson.AreCandidates(Hue.Law, mine, hers, Hue.Labour, Hue.Day));
    }

    [Fact]
    public void Whoever_is_not_told_of_a_link_parts_nothing_and_hears_that_two_are_two()
    {
        var (one, two) = Joined(Received(First, Hue.Post, Hue.Police), Received(Second, Hue.Post, Hue.Police));
        SubjectState AlsoLabours(SubjectState state) => state with { Person = state.Person! with { Relations = [.. state.Person.Relations, .. Received(state.Subject, Hue.Labour).Relations] } };
        var (hers, other) = (AlsoLabours(one), AlsoLabours(two));
        var (apart, fromIt) = (Received(First, Hue.Labour), Received(Second, Hue.Labour));
        var asked = Command(First, Second) with { By = Hue.Labour };

        Assert.Equal("NOT_MERGED", SamePerson.Unmerge(Hue.Law, apart, fromIt, Second, asked).Refusal?.Reason);
        Assert.Equal(SamePerson.Unmerge(Hue.Law, apart, fromIt, Second, asked).Refusal, SamePerson.Unmerge(Hue.Law, hers, other, Second, asked).Refusal);
        Assert.False(SamePerson.Unmerge(Hue.Law, hers, other, Second, asked with { By = Hue.Police }).IsRefused);
    }

    [Fact]
    public void There_is_a_bound_to_the_records_of_one_person()
    {
        var kept = Enumerable.Range(10, SamePerson.MostRecords - 1).Aggregate(
            Received(First), (state, n) => Joined(state, Received(new Guid(n, 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 0]))).One);

        Assert.Equal("RECORDS_STAY_APART", SamePerson.Merge(Hue.Law, kept, Received(Second), First, Command(First, Second)).Refusal?.Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_crash_left_half_done_is_gone_on_with_or_taken_back(bool goOn)
    {
        var (one, two) = (Received(First), Received(Second));
        var half = Apply(two, SamePerson.Merge(Hue.Law, one, two, Second, Command(First, Second)));

        var next = goOn
            ? SamePerson.Merge(Hue.Law, one, half, First, Command(First, Second))
            : SamePerson.Unmerge(Hue.Law, one, half, First, Command(First, Second));

        Assert.False(next.IsRefused);
        Assert.Equal(goOn, SamePerson.IsMerged(Apply(one, next), Second));
    }

    [Fact]
    public void What_is_not_joined_is_not_parted() =>
        Assert.Equal("NOT_MERGED", SamePerson.Unmerge(Hue.Law, Received(First), Received(Second), First, Command(First, Second)).Refusal?.Reason);

    [Fact]
    public void Candidates_are_who_could_be_joined_in_either_direction_by_who_has_to_do_with_both()
    {
        var (one, two) = (Received(First), Received(Second));
        Assert.True(Candidates(one, two) && Candidates(two, one));
        Assert.False(Candidates(one, Received(Third, Hue.Labour)));
        Assert.False(Candidates(one, one));
        Assert.False(Candidates(one, SubjectState.Empty(Third)));

        var (joinedOne, joinedTwo) = Joined(one, two);
        Assert.False(Candidates(joinedOne, joinedTwo) || Candidates(joinedTwo, joinedOne));
        Assert.True(Candidates(joinedOne, Received(Third)) && Candidates(Received(Third), joinedOne));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_must_be_kept_apart_is_no_candidate_until_the_block_is_lifted(bool mirror)
    {
        var (one, two) = (Received(First), Received(Second));
        var block = Guid.NewGuid();
        var blocked = one.Apply(StreamTypes.Person, new ContactBlocked(Hue.Day, Hue.Police.Agency, block, Second, null, [], mirror), Guid.NewGuid());

        Assert.False(Candidates(blocked, two) || Candidates(two, blocked));
        var lifted = blocked.Apply(StreamTypes.Person, new ContactUnblocked(Hue.Day, Hue.Police.Agency, block, mirror), Guid.NewGuid());
        Assert.True(Candidates(lifted, two) && Candidates(two, lifted));
    }

    private static bool Candidates(SubjectState one, SubjectState other) => SamePerson.AreCandidates(Hue.Law, one, other, Hue.Police, Hue.Day);

    private static MergeRecords Command(Guid kept, Guid other) => new(Hue.Police, Hue.Day, kept, other);

    private static (SubjectState One, SubjectState Two) Joined(SubjectState one, SubjectState two)
    {
        var command = Command(one.Subject, two.Subject);
        var after = Apply(two, SamePerson.Merge(Hue.Law, one, two, two.Subject, command));
        return (Apply(one, SamePerson.Merge(Hue.Law, one, after, one.Subject, command)), after);
    }

    private static SubjectState Received(Guid id, params Actor[] by)
    {
        var registered = Apply(
            SubjectState.Empty(id), new VictimRegistered(Hue.Day, Hue.Post.Agency, "HONGVAN", Channel.BilateralAgreement, null, []));
        return (by.Length == 0 ? [Hue.Police] : by).Aggregate(registered, (state, agency) => Apply(state, new PersonReceived(Hue.Day, agency.Agency, false)));
    }

    private static SubjectState Apply(SubjectState state, Decided decided) => state.Apply(StreamTypes.Person, decided.Events.Single(), Guid.NewGuid());
}
