using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests.House;

/// <summary>
/// Victims whom nobody else in a registry resembles: their names begin with a canary and end in a given name of their own, so that tests which
/// share a registry do not find each other's and nothing of a search can leak unseen.
/// </summary>
internal static class Lookalikes
{
    public const string Basis = "QD22/2015-D6.2";

    /// <summary>The year in which they are born.</summary>
    public const int Year = 1979;

    /// <summary>A given name that nobody has.</summary>
    public static string GivenName() => string.Concat(Guid.NewGuid().ToString("n").Select(digit => char.IsAsciiDigit(digit) ? (char)(digit - '0' + 'h') : digit));

    /// <summary>Number of a card that nobody has.</summary>
    public static string IdNumber() => "046179" + Random.Shared.Next(1_000_000).ToString("d6", null);

    /// <summary>A person as the post writes her down.</summary>
    public static Person Person(string given, int month = 5, int day = 3, string id = "") => new()
    {
        FullName = $"{Canaries.VictimName} {given}",
        BirthDate = new Date { Year = Year, Month = month, Day = day },
        IdNumber = id,
    };

    /// <summary>A case up to the reception, with who she is written anew.</summary>
    public static async Task<BorderReturn> Received(RunningRegistry registry, Person person)
    {
        var play = await new BorderReturn(registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Received();
        await Amend(play, person);
        return play;
    }

    /// <summary>Writes anew who she is.</summary>
    public static async Task Amend(BorderReturn play, Person person) =>
        await new Persons(play, play.Victim, Officers.Police, Purpose.VerifyIdentity, Basis).Do<AmendIdentityResponse>(
            Persons.Amend(person, "full_name", "other_names", "birth_date", "id_number"));

    /// <summary>Registered by the post alone, received by nobody yet.</summary>
    public static RegisterVictimRequest Register(Person person) => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
        RequestId = BorderReturn.NewId(),
        EntryPoint = Canaries.Gate,
        Channel = ReturnChannel.BilateralAgreement,
        Person = person,
    };

    public static FindIdentityRequest Find(Purpose purpose, string name = "", Date? born = null, string id = "", string certificate = "") => new()
    {
        Context = BorderReturn.Why(purpose, Basis),
        Particulars = Known(name, born, id, certificate),
    };

    public static CheckIdentityRequest Check(string person, Purpose purpose, string name = "", Date? born = null, string id = "", string certificate = "") => new()
    {
        Context = BorderReturn.Why(purpose, Basis),
        PersonId = person,
        Particulars = Known(name, born, id, certificate),
    };

    public static FindDuplicatesRequest Duplicates(string person) => new()
    {
        Context = BorderReturn.Why(Purpose.VerifyIdentity, Basis),
        PersonId = person,
    };

    /// <summary>A year alone.</summary>
    public static Date Born(int year = Year, int month = 0, int day = 0) => new() { Year = year, Month = month, Day = day };

    private static KnownParticulars Known(string name, Date? born, string id, string certificate) =>
        new() { FullName = name, BirthDate = born, IdNumber = id, CertificateNumber = certificate };
}
