"""The French words that a model may write with, besides those that another rule judges."""

from typing import Final

from services.messenger.verify.slot_words import vocabulary_of

VOCABULARY: Final = vocabulary_of(
    "a actualisé actualisée afin agréable ai aide aider aimable aimablement aller allez amélioration "
    "appli application apprécions attendez attendre attente attention au aucun aujourd aussi autour "
    "aux avec avez aviez avis avisons avoir avons ayez bagages bien bientôt bienvenue bon bonne "
    "bonnes bons c ce ceci cela celle celui ces cet cette change changement changements changent "
    "changé chaque cher chers chez chère ci comme comment communiquons comprenons compréhension "
    "comptoir concernant concerne confirmé confort connaître connu connue consulter consultez "
    "continuons cordialement correspondance courriel d dans de derrière des destination devant dire "
    "directement dirige dirigez disposition donne donner donnerons du dès départ départs dérangement "
    "désagrément désagréments désolé désolée désolés détails effectué efforçons elle embarquement en "
    "encore enregistrement ensuite est et eu excellent excuses excusez expliquer faire faisons fait "
    "fidélité gardez gens grand guichet gêne habituels heure heureux hui ici il ils important "
    "inconvénient indique indiquent indiqué indiquée information informations informe informer "
    "informerons informons intention je jour l la laissez le les leur leurs lieu ligne lorsque lui là "
    "m ma madame maintenant mais manière me meilleures meilleurs merci mes message mieux mis mise "
    "mises modification modifications modifié modifiée mon monsieur n navré navrés ne nos note noter "
    "notez notre nous nouveau nouveaux nouvel nouvelle nouvelles numéro nécessaire on ont or "
    "organisation organiser ou où page panneau panneaux par parmi part partent partie pas passager "
    "passagers passagère passagères passe passer patience patienter pendant personnel peut plaisir "
    "plan plans plus point porte portes pour pouvez pouvons prendre prenez prie prions prochainement "
    "proximité précisions prépare préparer préparez présent présenter présentez prévoyez prévu prévue "
    "prévus prêt prêts puis qu quand que quel quelle qui quitte quittez quoi rapidement rappel "
    "recevrez regardez regret regrettons remercie remercier remercions rend rendez renseignement "
    "renseignements reste restez restons route réservation réservations s sa salle saluons "
    "salutations savoir savons se sentiments service services ses si signaler sincère sincèrement "
    "sincères situation soit sommes son sont souhaitons soyez suis suite suivez suivi suivre sur "
    "surveillez sûr ta tableau tableaux tard temps tenir tenons terminal terminaux tient tous tout "
    "toute toutes transmettons travaille travaillent travaillons trouverez très un une utile utiles "
    "va vers veuillez vie vient voici voilà voir vol vols vos votre voudrions vous voyage voyager "
    "voyages voyageur voyageurs voyageuse voyagez vu y à écran écrans équipe équipes été êtes être"
)
