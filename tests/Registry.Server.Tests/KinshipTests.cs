using Google.Protobuf;
using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Over the wire: the same child through two doors, one act that puts right how somebody belongs to the victim, and dates before there was a record.</summary>
[Collection(nameof(Workplace))]
public sealed class KinshipTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    private const string Basis = "QD22/2015-D7.1";

    [Theory]
    [InlineData(2008, PersonKind.AccompanyingMinor, false)]
    [InlineData(1980, PersonKind.Relative, true)]
    public async Task The_same_person_is_the_same_through_both_doors_by_her_date_of_birth(int born, PersonKind kind, bool warned)
    {
        using var play = await new BorderReturn(workplace.Registry).Received();
        var person = new Person { FullName = Canaries.Mononym, BirthDate = new Date { Year = born, Month = 5, Day = 4 } };

        var asRelative = (await play.At(Officers.Post).Send(new AddRelativeRequest
        {
            Context = Why,
            RequestId = BorderReturn.NewId(),
            VictimId = play.Victim,
            ExpectedVersion = play.VersionOf(play.Victim),
            Kinship = Kinship.Sibling,
            Accompanies = true,
            Person = person,
        })).Expect<AddRelativeResponse>();
        var asMinor = (await play.At(Officers.Post).Send(new AddAccompanyingMinorRequest
        {
            Context = Why,
            RequestId = BorderReturn.NewId(),
            VictimId = play.Victim,
            ExpectedVersion = asRelative.VictimVersion,
            Kinship = Kinship.Sibling,
            Person = person,
        })).Expect<AddAccompanyingMinorResponse>();

        Assert.Equal(kind, (await Of(play, asRelative.PersonId).Look("status")).Status.Kind);
        Assert.Equal(kind, (await Of(play, asMinor.PersonId).Look("status")).Status.Kind);
        Assert.Equal(warned ? ["NOT_A_MINOR_BY_BIRTH person.birth_date"] : [], asMinor.Warnings.Select(one => $"{one.Code} {one.Field}"));
        Assert.All(asMinor.Warnings, one => Assert.True(one.Vi.Length > 0 && one.En.Length > 0));
        Assert.Empty(asRelative.Warnings);
    }

    [Fact]
    public async Task One_act_puts_kinship_and_coming_along_right_in_both_records_and_says_why()
    {
        using var play = await new BorderReturn(workplace.Registry).Received();
        var sister = Of(play, play.Sister);
        var request = new CorrectKinshipRequest { Kinship = Kinship.Grandchild, Accompanies = true, Minor = true, Reason = Canaries.AmendReason };

        var made = await sister.Do<CorrectKinshipResponse>(request);

        Assert.Equal(made, (await play.At(Officers.Post).Send(request)).Expect<CorrectKinshipResponse>());
        var seen = await sister.Look("status", "amendments");
        Assert.Equal((PersonKind.AccompanyingMinor, true), (seen.Status.Kind, seen.Status.Accompanies));
        var amendment = Assert.Single(seen.Amendments);
        Assert.Equal((made.AmendmentId, Canaries.AmendReason), (amendment.AmendmentId, amendment.Reason));
        Assert.Equal(["accompanies", "kinship", "minor"], amendment.AmendedFields);
        var links = (await Of(play, play.Victim).Look("relatives")).Relatives;
        Assert.True(Assert.Single(links, one => one.PersonId == play.Sister).Accompanies);

        var again = await sister.Send(new CorrectKinshipRequest { Kinship = Kinship.Grandchild, Accompanies = true, Minor = true, Reason = Canaries.AmendReason });
        Assert.Equal((StatusCode.FailedPrecondition, "KINSHIP_UNCHANGED"), (again.Status, again.Reason));
        Assert.All((string[])["vi", "en"], tongue => Assert.NotEmpty(again.Text(tongue)));
        Assert.Equal("NOT_A_RELATIVE", (await Of(play, play.Victim).Send(new CorrectKinshipRequest { Kinship = Kinship.Sibling, Reason = Canaries.AmendReason })).Reason);
        using var stranger = workplace.Registry.Desk(Officers.District.WithEveryScope());
        request.RequestId = BorderReturn.NewId();
        Assert.Equal(StatusCode.NotFound, (await stranger.Send(request)).Status);
    }

    [Fact]
    public async Task No_act_is_dated_before_there_was_a_record_so_none_before_a_birth_and_nothing_is_told_of_the_birth()
    {
        using var play = await new BorderReturn(workplace.Registry).Received();
        var daughter = Of(play, play.Daughter);
        IMessage[] acts =
        [
            Persons.Contact(), Persons.Amend(new Person { FullName = Canaries.AmendedName }, "full_name"),
            new CorrectKinshipRequest { Kinship = Kinship.AdoptedChild, Accompanies = true, Minor = true, Reason = Canaries.AmendReason },
            new AddDocumentRequest { Kind = PaperKind.Passport, Number = Canaries.PassportNumber },
        ];

        foreach (var act in acts)
        {
            // The day before her record, and one before she was born, are refused alike.
            var heard = new HashSet<string>(StringComparer.Ordinal);
            foreach (var day in (Date[])[new() { Year = 2016, Month = 2, Day = 29 }, new() { Year = 2009, Month = 1, Day = 1 }])
            {
                var dated = (IMessage)act.Descriptor.Parser.ParseFrom(act.ToByteArray());
                dated.Descriptor.FindFieldByName("occurred_on").Accessor.SetValue(dated, day);
                var answer = await daughter.Send(dated);
                Assert.NotEqual(StatusCode.OK, answer.Status);
                heard.Add(answer.Reason);
            }

            Assert.Single(heard);
        }
    }

    private static AccessContext Why => BorderReturn.Why(Purpose.ReceiveReturnee, Basis);

    private static Persons Of(BorderReturn play, string person) => new(play, person, Officers.Post.WithEveryScope(), Purpose.ReceiveReturnee, Basis);
}
