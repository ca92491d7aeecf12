using Registry.Domain.Matching;
using Registry.Sealing;
using Registry.Server.Calls;
using Registry.Server.Pipeline;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Search;

/// <summary>What of a person is compared, as far as a look permits it.</summary>
internal sealed class Opened(BlindIndex certificates)
{
    /// <summary>Names, birth and numbers; what is hidden, not permitted or unknown is empty.</summary>
    public static Traits TraitsOf(Look look)
    {
        var person = new Person();
        foreach (var path in (string[])["full_name", "other_names", "names", "birth_year", "birth_date", "id_number", "papers"])
            look.Merge(person, path);
        var born = person.BirthDate is { } date ? new BirthDay(date.Year, date.Month, date.Day) : BirthDay.Unknown;
        return new Traits(
            [.. Names(person).Where(name => name.Length > 0)],
            born with { Year = born.Year > 0 ? born.Year : person.BirthYear },
            [.. person.Papers.Select(paper => paper.Number).Prepend(person.IdNumber).Where(number => number.Length > 0)]);
    }

    /// <summary>True when a certificate in force has the number.</summary>
    public bool HasCertificate(Look look, string number) =>
        look.State.Person?.Verifying.Certificates.Where(one => one.InForce).Any(one =>
        {
            var issued = new CertificateState();
            look.Merge(issued, IssueCertificate.PathOf(one.Id) + "certificate_number");
            return issued.CertificateNumber.Length > 0 && certificates.Same(issued.CertificateNumber, number);
        }) == true;

    /// <summary>Which of the particulars are hers. What was not asked is not confirmed either.</summary>
    public CheckIdentityResponse Compare(Look look, KnownParticulars asked)
    {
        var traits = TraitsOf(look);
        return new CheckIdentityResponse
        {
            FullNameConfirmed = asked.FullName.Length > 0 && traits.HasName(asked.FullName),
            BirthDateConfirmed = asked.BirthDate is { } date && traits.Born.Confirms(new BirthDay(date.Year, date.Month, date.Day)),
            IdNumberConfirmed = asked.IdNumber.Length > 0 && traits.HasNumber(asked.IdNumber),
            CertificateConfirmed = asked.CertificateNumber.Length > 0 && HasCertificate(look, asked.CertificateNumber),
        };
    }

    /// <summary>Classes that the particulars are compared by.</summary>
    public static IReadOnlySet<DomainClass> ClassesOf(KnownParticulars asked)
    {
        var classes = new HashSet<DomainClass>();
        if (asked.FullName.Length > 0)
            classes.UnionWith([DomainClass.IdentityMinimum, DomainClass.CoreIdentity]);
        if (asked.BirthDate is { } date)
            classes.Add(date is { Month: 0, Day: 0 } ? DomainClass.IdentityMinimum : DomainClass.CoreIdentity);
        if (asked.IdNumber.Length > 0)
            classes.Add(DomainClass.IdentityNumbers);
        if (asked.CertificateNumber.Length > 0)
            classes.Add(DomainClass.Verification);
        return classes;
    }

    /// <summary>How many particulars there are.</summary>
    public static int Count(KnownParticulars asked) =>
        Count(asked.FullName.Length > 0, asked.BirthDate is not null, asked.IdNumber.Length > 0, asked.CertificateNumber.Length > 0);

    /// <summary>How many of them are confirmed.</summary>
    public static int Count(CheckIdentityResponse compared) =>
        Count(compared.FullNameConfirmed, compared.BirthDateConfirmed, compared.IdNumberConfirmed, compared.CertificateConfirmed);

    private static IEnumerable<string> Names(Person person) => person.OtherNames.Concat(person.Names.Select(name => name.Text)).Prepend(person.FullName);

    private static int Count(params ReadOnlySpan<bool> flags)
    {
        var count = 0;
        foreach (var flag in flags)
            count += flag ? 1 : 0;
        return count;
    }
}
