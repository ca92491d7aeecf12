using Registry.V1;

namespace Registry.Testing.Cases;

/// <summary>The invented people of the tests, as the border post writes them down.</summary>
public static class People
{
    public static Person Victim() => new()
    {
        FullName = Canaries.VictimName,
        OtherNames = { Canaries.VictimOtherName },
        Sex = Sex.Female,
        BirthDate = new Date { Year = 1987, Month = 5, Day = 19 },
        Nationality = "VN",
        EthnicGroup = "Tà-ôi",
        IdNumber = Canaries.VictimIdNumber,
        HomeAddress = new Address
        {
            Line = Canaries.VictimHome,
            Commune = Canaries.VictimCommune,
            District = Canaries.VictimDistrict,
            Province = Canaries.VictimProvince,
        },
        CurrentPlace = new Address { Line = Canaries.Place },
        ExploitationForms = { ExploitationForm.ForcedMarriage },
        ExploitationAccount = Canaries.Account,
        HealthNeeds = { Canaries.HealthNeed },
    };

    public static Person Daughter() => new()
    {
        FullName = Canaries.DaughterName,
        Sex = Sex.Female,
        BirthDate = new Date { Year = 2011 },
        Nationality = "VN",
        CurrentPlace = new Address { Line = Canaries.Place },
        HealthNeeds = { Canaries.HealthNeed },
    };

    public static Person Sister() => new()
    {
        FullName = Canaries.SisterName,
        Sex = Sex.Female,
        BirthDate = new Date { Year = 1992, Month = 11 },
        Nationality = "VN",
        IdNumber = Canaries.SisterIdNumber,
        HomeAddress = new Address { Line = Canaries.SisterHome },
    };

    /// <summary>A victim of another case.</summary>
    public static Person Stranger() => new() { FullName = Canaries.StrangerName, BirthYear = 1990 };
}
