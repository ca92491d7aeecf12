using System.Text;
using Google.Protobuf;
using Registry.Sealing;
using Registry.V1;
using Date = Registry.V1.Date;

namespace Registry.Server.Pipeline;

/// <summary>
/// Keyed hashes by which the number of a decision or a certificate is used once by its authority in a year, whatever message carries the paper: a new call is checked
/// before anybody thinks of it. The number itself is sealed like every field.
/// </summary>
/// <remarks>
/// A refusal tells an officer about numbers of her own authority alone, so nothing that its register of decisions does not say; and only where every
/// other rule let the act pass. The same paper on the same day for the same person is one use: a decision may order several measures at once.
/// </remarks>
internal sealed class DecisionNumbers(RequestSeal keyed)
{
    /// <summary>Of the decision that a request carries; null where it carries none.</summary>
    public (byte[] Tag, byte[] Paper)? Of(Call call, IMessage request)
    {
        if (request is IssueCertificateRequest certificate)
            return Of(call, certificate);
        foreach (var field in request.Descriptor.Fields.InDeclarationOrder())
        {
            switch (field.Accessor.GetValue(request))
            {
                case DecisionPaper paper:
                    return Of(call, request, paper.Number, paper.SignedOn.Year, paper);
                case SupportDecision paper:
                    return Of(call, request, paper.Number, paper.SignedOn.Year, paper);
                case string number when field.Name == "decision_number":
                    return Of(call, request, number, DayOf(call, request).Year, null);
            }
        }

        return null;
    }

    /// <summary>One number for all ways to write it: letters and digits in capitals, whatever stands between them.</summary>
    internal static string Fold(string number)
    {
        var folded = new StringBuilder(number.Length);
        var gap = false;
        foreach (var rune in number.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune))
            {
                gap = folded.Length > 0;
                continue;
            }

            if (gap)
                folded.Append('-');
            gap = false;
            folded.Append(Rune.ToUpperInvariant(rune));
        }

        return folded.ToString();
    }

    private (byte[] Tag, byte[] Paper) Of(Call call, IMessage request, string number, int year, IMessage? paper)
    {
        var person = request.Descriptor.FindFieldByName("person_id").Accessor.GetValue(request);
        return (
            Keyed("decision-number"u8, $"{call.Caller.Agency.Value}\n{year}\n{Fold(number)}"),
            Keyed("decision-paper"u8, $"{call.Method.Name}\n{person}\n{DayOf(call, request):yyyy-MM-dd}\n{paper?.ToByteString().ToBase64() ?? Fold(number)}"));
    }

    /// <summary>Of a certificate, by its issuer, which for a foreign one and one brought along is who is named and who took it to the file. Each request is a paper of its own.</summary>
    private (byte[] Tag, byte[] Paper) Of(Call call, IssueCertificateRequest request) => (
        Keyed("certificate-number"u8, $"{call.Caller.Agency.Value}\n{Fold(request.BroughtAlong ? request.IssuedBy : request.ForeignIssuer)}\n{request.IssuedOn?.Year ?? DayOf(call, request).Year}\n{Fold(request.CertificateNumber)}"),
        Keyed("certificate-paper"u8, $"{call.Caller.Issuer}\n{call.Caller.Officer}\n{request.RequestId}"));

    private static DateOnly DayOf(Call call, IMessage request) =>
        request.Descriptor.FindFieldByName("occurred_on").Accessor.GetValue(request) is Date day ? new(day.Year, day.Month, day.Day) : call.Today;

    private byte[] Keyed(ReadOnlySpan<byte> use, string text) => keyed.Body(use, Encoding.UTF8.GetBytes(text));
}
