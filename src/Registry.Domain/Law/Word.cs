using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Law;

/// <summary>A word of the tables as people call it.</summary>
/// <param name="Id">Type and member, e.g. <c>AgencyKind.Court</c>.</param>
/// <param name="Vi">In Vietnamese.</param>
/// <param name="En">In English.</param>
public sealed record Word(string Id, string Vi, string En)
{
    /// <summary>Types whose every member must have a word.</summary>
    private static readonly Type[] Types =
    [
        typeof(AgencyKind), typeof(FieldClass), typeof(Purpose), typeof(RelationKind), typeof(AuthorityPower), typeof(AuthorityCondition),
        typeof(Certainty), typeof(ExemptionScope), typeof(RowLimit), typeof(DeadlineMatter), typeof(CountedFrom), typeof(PeriodUnit),
        typeof(SupportKind), typeof(SupportRecipient), typeof(SupportTimes), typeof(SupportStep), typeof(TransferNeed), typeof(Matter), typeof(DayOf), typeof(AreaLevel),
        typeof(VerificationStep), typeof(Route), typeof(CertificateKind), typeof(CertificateCondition),
    ];

    /// <summary>Every id that there must be; <c>Unspecified</c> is nothing to talk about.</summary>
    internal static IEnumerable<string> Needed =>
        Types.SelectMany(type => Enum.GetNames(type).Where(name => name != "Unspecified").Select(name => $"{type.Name}.{name}"));

    internal static string IdOf<T>(T value)
        where T : struct, Enum => $"{typeof(T).Name}.{value}";
}
