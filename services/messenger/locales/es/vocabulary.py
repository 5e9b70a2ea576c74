"""The Spanish words that a model may write with, besides those that another rule judges."""

from typing import Final

from services.messenger.verify.slot_words import vocabulary_of

VOCABULARY: Final = vocabulary_of(
    "a acerca actualizaciones actualización actualizada actualizado actualizar aeropuerto agradecemos "
    "ahora al algo amable amablemente aplicación aquí asiento así atención atenta atentamente atento "
    "atentos aunque aviso avisos ayuda ayudar ayudaremos ayudarle ayudará bien bienvenido bienvenidos "
    "buen buena buenas bueno buenos cada cambia cambiado cambian cambio cambios cerca como completa "
    "comprendemos comprender comprensión compruebe con conocer consulta consultar consulte "
    "continuación continúa cordial cordialmente correo correspondiente cualquier cuando cuanto cuenta "
    "cuidado cómo cómodo da dar daremos de del desde después destino detalles directamente dirige "
    "dirigirse diríjase disculpa disculpas disculpe disfrutar disfrute e el ella ellas ellos embarque "
    "en encantados encontrará entendemos entre enviamos equipo es esa ese eso espera esperaba "
    "esperamos esperar espere esta estamos estar estaremos este estimada estimado estimados esto "
    "estos está están esté excelente feliz forma general gracias gran grata grato ha haber había "
    "hacer hacia han haremos hasta hay hemos hola hora igual importante incluye inconveniente "
    "inconvenientes indica indicado indican informa información informamos informar informaremos "
    "informarle ir la lamentamos las le les lo los lugar manera mantendremos mantiene mejor mensaje "
    "mi mientras mismo molestia molestias monitores mostrador muchas mucho muchos muestra muy más no "
    "nos nosotros nota noticia noticias novedad novedades nuestra nuestras nuestro nuestros nueva "
    "nuevas nuevo nuevos o ofrecer ojo organizar paciencia panel paneles pantalla pantallas para "
    "parte pasajera pasajero pasajeros pendiente pero personal plan planeado planes plazo poco poder "
    "por posible preparado preparar prevista previsto próximamente puede pueden puerta puertas página "
    "que queda quedado quede queremos qué recibirá recuerde reserva reservas respecto revisar revise "
    "ruta sabemos saber sala saldrá sale salen salga salida salidas saludo saludos se sea seguimos "
    "seguiremos seguro según sentimos ser servicio servirle será si siga sigue sin sincera "
    "sinceramente sirva situación sobre son su sus tan tendrá tenemos tener tenga terminal terminales "
    "tiempo tiene toda todas todo todos tome trabajamos trabajando tras traslado tu un una unas unos "
    "usted ustedes va vaya vea ver vez viaja viajar viaje viajera viajero viajeros viajes visite "
    "vista volar vuelo vuelos y ya"
)
