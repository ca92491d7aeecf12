using Google.Protobuf;
using Registry.Domain.Matching;
using Registry.V1;

namespace Registry.Server.Pipeline;

/// <summary>The shape of particulars that somebody checks or looks for.</summary>
internal static class SearchRules
{
    public static IEnumerable<FieldProblem> Check(IMessage message, string prefix)
    {
        if (message is FindIdentityRequest { Particulars: { } sought } && !IsEnough(sought))
            yield return new FieldProblem("particulars", Expected.EnoughToFind);
        if (message is not KnownParticulars particulars)
            yield break;
        if (particulars.FullName.Length > 0 && NameWords.Of(particulars.FullName).IsEmpty)
            yield return new FieldProblem(prefix + "full_name", Expected.Name);
        if (particulars.IdNumber.Length > 0 && Traits.Number(particulars.IdNumber).Length == 0)
            yield return new FieldProblem(prefix + "id_number", Expected.LettersAndDigits);
        if (particulars.BirthDate is { } birth && !PersonRules.IsPartial(birth))
            yield return new FieldProblem(prefix + "birth_date", Expected.PartialDate);
    }

    /// <summary>A name alone is no search: fourteen surnames cover nine tenths of the country.</summary>
    private static bool IsEnough(KnownParticulars sought) =>
        sought.IdNumber.Length > 0 || sought.CertificateNumber.Length > 0 || sought is { FullName.Length: > 0, BirthDate.Year: > 0 };
}
