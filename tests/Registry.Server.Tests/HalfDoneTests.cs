using Google.Protobuf;
using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>
/// Acts of two transactions, and a crash between the two: what stands tells and binds nothing wrong, the same request goes on from there, also after the record
/// moved, and another one under its id does not.
/// </summary>
[Collection(nameof(Breakable))]
public sealed class HalfDoneTests(Breakable breakable) : IClassFixture<Verified<Breakable>>
{
    private const string Basis = "QD22/2015-D7.1";

    private RunningRegistry Registry => breakable.Registry;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_relative_is_linked_to_the_victim_of_the_request_that_made_her_and_to_no_other(bool minor)
    {
        using var play = await new BorderReturn(Registry).Received();
        using var other = await new BorderReturn(Registry).Received();
        var (victim, another) = (Post(play, play.Victim), Post(other, other.Victim));
        var request = Added(play, minor);

        await Crashed(play, Officers.Post, request, play.Victim);
        Assert.Equal(2, (await victim.Look("relatives")).Relatives.Count);

        // Under the same id neither somebody else gets her nor another name is taken for hers.
        var elsewhere = Clone(request);
        Field(elsewhere, "victim_id").SetValue(elsewhere, other.Victim);
        Field(elsewhere, "expected_version").SetValue(elsewhere, other.VersionOf(other.Victim));
        Assert.Equal("REQUEST_ID_REUSED", (await play.At(Officers.Post).Send(elsewhere)).Reason);
        var renamed = Clone(request);
        ((Person)Field(renamed, "person").GetValue(renamed)).FullName = Canaries.StrangerName;
        Assert.Equal("REQUEST_ID_REUSED", (await play.At(Officers.Post).Send(renamed)).Reason);

        await victim.Do<AddContactResponse>(Persons.Contact());
        Field(request, "expected_version").SetValue(request, (await victim.Look("status")).Version);
        var done = await play.At(Officers.Post).Send(request);

        Assert.Equal(done.Fingerprint, (await play.At(Officers.Post).Send(request)).Fingerprint);
        Assert.Single((await victim.Look("relatives")).Relatives, one => one.PersonId == Id(done));
        Assert.DoesNotContain((await another.Look("relatives")).Relatives, one => one.PersonId == Id(done));
        Assert.Equal(2, (await another.Look("relatives")).Relatives.Count);
        Assert.Equal(Canaries.Mononym, (await Post(play, Id(done)).Look("full_name")).Person.FullName);
    }

    [Fact]
    public async Task That_a_relative_came_along_is_put_right_in_both_records_in_the_end()
    {
        using var play = await new BorderReturn(Registry).Received();
        var sister = Post(play, play.Sister);
        var request = await Filled(sister, play.Sister, new CorrectKinshipRequest { Kinship = Kinship.Sibling, Accompanies = true, Reason = Canaries.AmendReason });
        async Task<(bool Hers, bool Sisters)> Along() => (
            (await Post(play, play.Victim).Look("relatives")).Relatives.Single(one => one.PersonId == play.Sister).Accompanies, (await sister.Look("status")).Status.Accompanies);

        await Crashed(play, Officers.Post, request, play.Sister);
        Assert.Equal((true, false), await Along());
        var turned = (CorrectKinshipRequest)Clone(request);
        turned.Kinship = Kinship.Grandchild;
        Assert.Equal("REQUEST_ID_REUSED", (await play.At(Officers.Post).Send(turned)).Reason);

        await sister.Do<AddContactResponse>(Persons.Contact());
        request.ExpectedVersion = (await sister.Look("status")).Version;
        (await play.At(Officers.Post).Send(request)).Expect<CorrectKinshipResponse>();
        Assert.Equal((true, true), await Along());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_block_closes_both_records_or_the_other_one_until_it_is_put_again_and_lifting_it_leaves_nothing(bool sameRequest)
    {
        using var play = await new BorderReturn(Registry).Received();
        var victim = Post(play, play.Victim);
        var request = await Filled(victim, play.Victim, new BlockContactRequest { RelativeId = play.Sister, Reason = Canaries.BlockReason });
        async Task<(StatusCode Victim, StatusCode Sister)> InTheOthersName() => (await Seen(play, play.Victim, play.Sister), await Seen(play, play.Sister, play.Victim));

        await Crashed(play, Officers.Post, request, play.Victim);
        Assert.Equal((StatusCode.OK, StatusCode.NotFound), await InTheOthersName());
        Assert.Empty((await victim.Look("status", "blocks")).Blocks);
        Assert.Empty((await Post(play, play.Sister).Look("status", "blocks")).Blocks);

        var moved = await victim.Do<AddContactResponse>(Persons.Contact());
        Assert.NotEmpty(moved.ContactId);
        request.ExpectedVersion = (await victim.Look("status")).Version;
        if (!sameRequest)
            request.RequestId = BorderReturn.NewId();
        var made = (await play.At(Officers.Post).Send(request)).Expect<BlockContactResponse>();
        Assert.Equal((StatusCode.NotFound, StatusCode.NotFound), await InTheOthersName());

        var lift = await Filled(victim, play.Victim, new UnblockContactRequest { BlockId = made.BlockId, Reason = Canaries.UnblockReason });
        await Crashed(play, Officers.Post, lift, play.Victim);
        Assert.Equal((StatusCode.NotFound, StatusCode.OK), await InTheOthersName());
        (await play.At(Officers.Post).Send(lift)).Expect<UnblockContactResponse>();
        Assert.Equal((StatusCode.OK, StatusCode.OK), await InTheOthersName());
    }

    [Fact]
    public async Task Two_records_are_joined_and_parted_in_the_end_and_what_one_hides_is_never_shown_on_that_account()
    {
        using var first = await new BorderReturn(Registry).Received();
        using var second = await new BorderReturn(Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Protected();
        var police = new Persons(first, first.Victim, Officers.Police, Purpose.VerifyIdentity, "QD22/2015-D6.2");
        var other = new Persons(second, second.Victim, Officers.Police, Purpose.VerifyIdentity, "QD22/2015-D6.2");
        async Task<(bool Kept, bool Other)> Told() => (
            (await police.Look("status")).Status.SamePersonIds.Contains(second.Victim), (await other.Look("status")).Status.SamePersonIds.Contains(first.Victim));
        async Task<T> To<T>(T act) where T : class, IMessage
        {
            Field(act, "other_id").SetValue(act, second.Victim);
            Field(act, "other_version").SetValue(act, (await other.Look("status")).Version);
            return await Filled(police, first.Victim, act);
        }

        var merge = await To(new MergePersonsRequest { Grounds = Canaries.Grounds });
        await Crashed(first, Officers.Police, merge, first.Victim);
        Assert.Equal((false, true), await Told());
        (await first.At(Officers.Police).Send(merge)).Expect<MergePersonsResponse>();
        Assert.Equal((true, true), await Told());

        var part = await To(new UnmergePersonsRequest { Grounds = Canaries.Grounds });
        await Crashed(first, Officers.Police, part, first.Victim);
        Assert.Equal((true, false), await Told());
        (await first.At(Officers.Police).Send(part)).Expect<UnmergePersonsResponse>();
        Assert.Equal((false, false), await Told());
        Assert.Null((await Post(first, first.Victim).Look("status", "current_place")).Person?.CurrentPlace);
    }

    private static async Task<StatusCode> Seen(BorderReturn play, string person, string inNameOf)
    {
        var look = BorderReturn.Look(person, Purpose.ReceiveReturnee, Basis, "status");
        look.Context.OnBehalfOfId = inNameOf;
        return (await play.At(Officers.Post).Send(look)).Status;
    }

    private static IMessage Added(BorderReturn play, bool minor)
    {
        var (person, version) = (new Person { FullName = Canaries.Mononym }, play.VersionOf(play.Victim));
        return minor
            ? new AddAccompanyingMinorRequest
            {
                Context = BorderReturn.Why(Purpose.ReceiveReturnee, Basis),
                RequestId = BorderReturn.NewId(),
                VictimId = play.Victim,
                ExpectedVersion = version,
                Person = person,
            }
            : new AddRelativeRequest
            {
                Context = BorderReturn.Why(Purpose.ReceiveReturnee, Basis),
                RequestId = BorderReturn.NewId(),
                VictimId = play.Victim,
                ExpectedVersion = version,
                Kinship = Kinship.Sibling,
                Person = person,
            };
    }

    private static async Task<T> Filled<T>(Persons desk, string person, T act)
        where T : class, IMessage
    {
        Field(act, "context").SetValue(act, BorderReturn.Why(act is MergePersonsRequest or UnmergePersonsRequest ? Purpose.VerifyIdentity : Purpose.ReceiveReturnee, Basis));
        Field(act, "request_id").SetValue(act, BorderReturn.NewId());
        Field(act, "person_id").SetValue(act, person);
        Field(act, "expected_version").SetValue(act, (await desk.Look("status")).Version);
        return act;
    }

    /// <summary>Sends while nothing more can be written about the person: the process ends, for her, between the two transactions. Another one takes over.</summary>
    private async Task Crashed(BorderReturn play, Officer officer, IMessage request, string person)
    {
        await Registry.Thawed($"alter table registry.subject add constraint crash check (subject_id <> '{person}') not valid");
        Assert.Equal(StatusCode.Internal, (await play.At(officer).Send(request)).Status);
        await Registry.Thawed("alter table registry.subject drop constraint crash");
        await Registry.StopServer();
        await Registry.StartServer();

        // Its first calls may take longer than a look waits for the log.
        for (var tried = 0; tried < 20 && await Seen(play, BorderReturn.NewId(), "") == StatusCode.Unavailable; tried++)
            await Task.Delay(100);
    }

    private static Google.Protobuf.Reflection.IFieldAccessor Field(IMessage message, string name) => message.Descriptor.FindFieldByName(name).Accessor;

    private static IMessage Clone(IMessage message) => message.Descriptor.Parser.ParseFrom(message.ToByteArray());

    private static string Id(Answer answer) => (string)Field(answer.Response!, "person_id").GetValue(answer.Expect<IMessage>());

    private static Persons Post(BorderReturn play, string person) => new(play, person, Officers.Post.WithEveryScope(), Purpose.ReceiveReturnee, Basis);
}
