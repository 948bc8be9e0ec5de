using System.Collections.Immutable;

namespace ShimLsp.Core.Conversation.Asking;

/// <summary>Korean words of follow-ups. A word has its particles behind it, so most are stems.</summary>
internal static class FollowUpKorean
{
    public static readonly ImmutableArray<(Says Says, string Words)> Words =
    [
        (
            Says.Filler,
            "계속* 진행* 다음* 해 해줘* 해주* 해봐* 해라 하자* 하세요* 하고 주세요* 주실* 줘 줘요 부탁* 실행* 시작* 마저* 나머지* 다 지금* 이제*"
        ),
        (
            Says.Filler,
            "그럼 그러면 왜 왜요 어떻게* 뭐 뭐야 무엇* 두 세 네 첫 첫번째* 두번째* 세번째* 번째* 번 번으로 것 것을 것으로 것도 거 걸 걸로 방법* 방식*"
        ),
        (
            Says.Filler,
            "접근* 옵션* 선택* 테스트* 코드* 파일* 함수* 결과* 변경* 단계* 부분* 모두* 전부* 좀 더 봐 봐줘* 보여* 확인* 설명* 그대로* 로 으로 할 수 있어*"
        ),
        (Says.Filler, "우리* 제가 내가 저는 나는 오케이* 알겠* 알았* 그래* 좋아* 좋습* 좋네* 문제* 하면 하지 있습* 있는*"),
        (
            Says.Filler | Says.Points,
            "그것* 그거* 그걸* 이것* 이거* 이걸* 저것* 다른* 같은* 똑같* 다시* 또 대신* 이전* 위의* 여기* 거기* 그게 이게"
        ),
        (Says.Filler | Says.Joins, "네 예 응 하지만 그런데 근데 그리고 그래도 또한"),
        (Says.Filler | Says.Joins | Says.Denies, "아니 아니요 아니오 아뇨 아니야 아닙니다 아니에요"),
        (Says.Filler | Says.Thanks, "감사* 고마* 고맙* 완벽* 훌륭* 최고*"),
        (Says.Filler | Says.Works, "돼 돼요 되네* 됩니다 됐* 되지* 작동* 동작* 맞아* 맞습* 통과*"),
        (Says.Filler | Says.Denies, "안 못 않* 없* 안돼* 안됩* 안되*"),
        (Says.Filler | Says.Still, "아직* 여전히*"),
        (Says.Filler | Says.Fails, "실패* 오류* 에러* 고장* 깨졌* 깨져* 망가* 망쳤* 틀렸* 틀리* 틀린* 잘못* 멈췄* 안돼* 안됩* 안되*"),
        (
            Says.Filler | Says.Does,
            "고쳐* 고치* 수정* 추가* 작성* 만들* 구현* 리팩* 삭제* 제거* 업데이트* 바꿔* 바꾸* 생성* 최적화* 분석* 찾아*"
        ),
    ];
}
